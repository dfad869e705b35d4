package dev.tidegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.HttpCalls.Answer;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A cursor belongs to its collection, and so does the point in time within it. */
@GatewayTest(collections = {"products", "users"})
class ForeignCursorIT {
  private static final int DOCUMENTS = 10;

  private final HttpCalls http;

  ForeignCursorIT(GatewayServer gateway) {
    this.http = gateway.http();
  }

  @Test
  void aPointInTimeOfAnotherCollectionIsRefused() throws IOException {
    fill("users");
    fill("products");
    String users = "/v1/users?limit=2";
    String foreign = cursor(users, cursor(users, null));
    // Even without hits: a total or a facet would disclose data of the other collection.
    for (String query : new String[] {"", "&sort=name", "&sort=price", "&facets=brand"}) {
      String path = "/v1/products?limit=2" + query;
      String own = cursor(path, cursor(path, null));
      Answer answer = http.get(path + "&cursor=" + with(own, foreign));
      assertThat(answer.status()).as(answer.text()).isEqualTo(400);
      assertThat(answer.json().path("errors").path(0).path("pointer").asText()).isEqualTo("cursor");
      assertThat(http.get(path + "&cursor=" + own).status()).isEqualTo(200);
    }
  }

  private void fill(String collection) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < DOCUMENTS; i++) {
      lines.append("{\"op\":\"put\",\"id\":\"d").append(i).append("\",\"doc\":{\"name\":\"x\"}}\n");
    }
    assertThat(http.post("/v1/" + collection + "/_bulk", lines.toString()).text())
        .doesNotContain("error");
    Eventually.get(
        () -> http.get("/v1/" + collection + "?limit=2").json().path("total").asInt(),
        total -> total == DOCUMENTS);
  }

  private String cursor(String path, @Nullable String before) {
    Answer page = http.get(path + (before == null ? "" : "&cursor=" + before));
    assertThat(page.json().path("next").isTextual()).as(page.text()).isTrue();
    return page.json().path("next").asText();
  }

  /** Returns the one cursor, with the point in time of the other. */
  private static String with(String cursor, String other) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ArrayNode parts = (ArrayNode) json.readTree(Base64.getUrlDecoder().decode(cursor));
    parts.set(1, json.readTree(Base64.getUrlDecoder().decode(other)).get(1));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.writeValueAsBytes(parts));
  }
}
