package dev.tidegate.http;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.HttpCalls.Answer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Reads by id. */
@GatewayTest
class ReadIT {
  private final HttpCalls http;

  ReadIT(GatewayServer gateway) {
    this.http = gateway.http();
  }

  @Test
  void aDocumentHasAnEntityTag() {
    long rev = http.put("/v1/products/tag", json("{'name':'x','price':1}")).rev();
    Answer read = http.get("/v1/products/tag");
    assertThat(read.header("etag")).isEqualTo("\"" + rev + "\"");
    Answer known = http.get("/v1/products/tag", "If-None-Match", "\"1\", W/\"" + rev + "\"");
    assertThat(known.status()).isEqualTo(304);
    assertThat(known.text()).isEmpty();
    http.patch("/v1/products/tag", json("{'price':2}"));
    assertThat(http.get("/v1/products/tag", "If-None-Match", "\"" + rev + "\"").status())
        .isEqualTo(200);
  }

  @Test
  void fieldsProject() {
    http.put("/v1/products/fields", json("{'name':'x','price':1,'stock':2}"));
    assertThat(http.get("/v1/products/fields?fields=stock,badge").json().path("doc").toString())
        .isEqualTo(json("{'stock':2}"));
    Answer unknown = http.get("/v1/products/fields?fields=nope");
    assertThat(unknown.code()).isEqualTo("invalid_parameter");
    assertThat(unknown.text()).contains("fields");
    assertThat(http.get("/v1/products/fields?nope=1").status()).isEqualTo(400);
  }

  @Test
  void anOlderStateIsNotAnswered() {
    long rev = http.put("/v1/products/min", json("{'name':'x'}")).rev();
    assertThat(http.get("/v1/products/min?min_rev=" + rev).status()).isEqualTo(200);
    Answer early = http.get("/v1/products/min?min_rev=" + (rev + 3_600_000_000L));
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.code()).isEqualTo("rev_not_reached");
    assertThat(early.json().path("current_rev").asLong()).isEqualTo(rev);
    assertThat(http.get("/v1/products?ids=min&min_rev=" + (rev + 3_600_000_000L)).status())
        .isEqualTo(409);
    assertThat(http.get("/v1/products/min?min_rev=-1").status()).isEqualTo(400);
  }

  @Test
  void manyAreAnsweredInTheOrderAsked() {
    http.put("/v1/products/m1", json("{'name':'1'}"));
    http.put("/v1/products/m2", json("{'name':'2'}"));
    JsonNode answer = http.get("/v1/products?ids=m2,nope,m1,m2&fields=name").json();
    assertThat(answer.path("docs").findValuesAsText("id")).containsExactly("m2", "m1");
    assertThat(answer.path("missing").toString()).isEqualTo(json("['nope']"));
  }

  @Test
  void aThousandLongIdsAreAccepted() {
    String ids =
        IntStream.range(0, 1_000)
            .mapToObj(i -> "%0128d".formatted(i))
            .collect(Collectors.joining(","));
    Answer answer = http.get("/v1/products?ids=" + ids);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("missing")).hasSize(1_000);
    assertThat(http.get("/v1/products?ids=" + ids.replace("0", "") + ",x,y").status())
        .isEqualTo(400);
    assertThat(http.get("/v1/products?ids=").status()).isEqualTo(400);
  }

  @Test
  void healthTellsWhatIsAvailable() {
    assertThat(http.get("/health/live").status()).isEqualTo(200);
    assertThat(http.get("/health/ready").status()).isEqualTo(200);
    assertThat(http.get("/metrics").status()).isEqualTo(200);
  }
}
