package dev.tidegate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProductGeneratorTest {
  private final Instant now = ShippedDocuments.CLOCK.instant();

  @Test
  void theSameSeedMakesTheSameProducts() {
    Assortment shipped = Assortment.shipped();
    assertThat(ProductGenerator.of(shipped, 1, now))
        .isEqualTo(ProductGenerator.of(shipped, 1, now));
    assertThat(ProductGenerator.of(shipped, 1, now))
        .isNotEqualTo(ProductGenerator.of(shipped, 2, now));
  }

  @Test
  void theShopIsWellStocked() {
    assertThat(ShippedDocuments.products()).hasSizeBetween(400, 600);
    assertThat(ShippedDocuments.products().stream().map(CatalogProduct::category).distinct())
        .hasSizeGreaterThanOrEqualTo(10);
    assertThat(ShippedDocuments.products()).anyMatch(product -> product.stock() == 0);
    assertThat(ShippedDocuments.products().stream().map(CatalogProduct::badge).distinct())
        .containsAll(Badges.ALL);
  }

  @Test
  void idsAreUniqueAndReadable() {
    assertThat(ShippedDocuments.products())
        .extracting(CatalogProduct::id)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[a-z0-9]+(-[a-z0-9]+)*") && id.length() <= 128);
  }

  @Test
  void everyPictureIsDrawn() throws IOException {
    String motifs = Files.readString(Path.of("src/main/resources/webroot/img/motifs.svg"));
    assertThat(ShippedDocuments.products())
        .extracting(CatalogProduct::image)
        .allMatch(motif -> motifs.contains("id=\"" + motif + "\""));
  }

  @Test
  void datesAreOfTheLastSixtyDays() {
    assertThat(ShippedDocuments.products())
        .extracting(product -> Instant.parse(product.updated()))
        .allMatch(date -> !date.isAfter(now) && !date.isBefore(now.minus(Duration.ofDays(60))));
  }
}
