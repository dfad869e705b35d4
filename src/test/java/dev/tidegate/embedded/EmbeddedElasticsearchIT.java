package dev.tidegate.embedded;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedElasticsearchIT {
  @Test
  void keepsItsIndicesAcrossRestarts(@TempDir Path data) throws Exception {
    RecordedStartupCache.provide(data);
    try (EmbeddedElasticsearch first = start(data)) {
      HttpProbe.send(first.url() + "/teas/_doc/1?refresh=true", "PUT", json("{'name':'Sencha'}"));
      assertThatThrownBy(() -> start(data))
          .isInstanceOf(EmbeddedStartException.class)
          .hasMessageContaining("in use");
    }
    try (EmbeddedElasticsearch second = start(data)) {
      HttpProbe.send(
          second.url() + "/_cluster/health/teas?wait_for_status=yellow&timeout=30s", "GET", "");
      assertThat(HttpProbe.send(second.url() + "/teas/_count", "GET", ""))
          .contains(json("'count':1"));
    }
  }

  @Test
  void tellsWhyItCannotStart(@TempDir Path data) throws Exception {
    Files.writeString(data.resolve("data"), "not a directory");
    assertThatThrownBy(() -> start(data))
        .isInstanceOf(EmbeddedStartException.class)
        .hasMessageContaining("exit code")
        .hasMessageContaining("FileAlreadyExists");
  }

  @Test
  void namesTheHomeThatIsMissing(@TempDir Path data) {
    assertThatThrownBy(() -> EmbeddedElasticsearch.start(data.resolve("none"), data))
        .isInstanceOf(EmbeddedStartException.class)
        .hasMessageContaining(data.resolve("none").toString());
  }

  private static EmbeddedElasticsearch start(Path data) {
    return EmbeddedElasticsearch.start(
        ElasticsearchOptions.in(ElasticsearchHome.besideProgram(), data).withStartupCache(false));
  }
}
