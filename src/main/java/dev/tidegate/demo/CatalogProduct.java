package dev.tidegate.demo;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document of the {@code products} collection.
 *
 * @param price in minor units
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CatalogProduct(
    @JsonIgnore String id,
    String name,
    String description,
    String brand,
    String category,
    @Nullable String badge,
    List<String> tags,
    long price,
    String currency,
    long stock,
    long sold,
    String image,
    String updated) {}
