package dev.tidegate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.config.CollectionLoader;
import dev.tidegate.config.ConfigException;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.write.DocumentParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedDocumentsTest {
  private final Catalog schemas = CollectionLoader.load(Path.of("conf/collections"));

  ShippedDocumentsTest() throws ConfigException {}

  @ParameterizedTest
  @ValueSource(strings = {"products", "users", "orders", "devices", "posts"})
  void everyDocumentFitsItsSchema(String collection) {
    DocumentParser parser = new DocumentParser(schemas.require(collection));
    ShippedDocuments.of(collection)
        .forEach(
            document -> {
              String id = document.remove("id").asText();
              byte[] body = document.toString().getBytes(StandardCharsets.UTF_8);
              assertThatCode(() -> parser.document(body)).as(id).doesNotThrowAnyException();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"products", "users", "orders", "devices", "posts"})
  void idsAreValidAndUnique(String collection) {
    assertThat(ids(collection)).doesNotHaveDuplicates().allMatch(DocumentKey::isValidId);
  }

  @Test
  void whatTheyReferToIsThere() {
    assertThat(ids("products"))
        .containsAll(named("orders", "products"))
        .containsAll(named("posts", "product"))
        .containsAll(named("users", "favourites"));
    assertThat(ids("users"))
        .containsAll(named("orders", "customer"))
        .containsAll(named("posts", "author"))
        .containsAll(named("posts", "mentions"));
    assertThat(ids("posts")).containsAll(named("posts", "reply_to"));
  }

  private static List<String> ids(String collection) {
    return named(collection, "id");
  }

  /** All values of a field, of one or many. */
  private static List<String> named(String collection, String field) {
    return ShippedDocuments.of(collection).stream()
        .map(document -> document.path(field))
        .flatMap(value -> value.isArray() ? elements(value) : Stream.of(value))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .toList();
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
