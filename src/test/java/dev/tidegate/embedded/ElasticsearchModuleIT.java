package dev.tidegate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.RealServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealServers.class)
class ElasticsearchModuleIT {
  @Test
  void answersAtTheRoot(ElasticsearchServer server) throws Exception {
    assertThat(HttpProbe.send(server.url() + "/", "GET", "")).contains("\"number\":\"9.");
    assertThat(HttpProbe.status(server.url() + "/", "HEAD")).isEqualTo(200);
  }
}
