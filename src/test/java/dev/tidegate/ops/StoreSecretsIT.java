package dev.tidegate.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.HttpCalls.Answer;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import dev.tidegate.testing.UnreliableElasticsearch;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** Addresses and passwords of the stores don't reach clients, and passwords don't reach the log. */
@ExtendWith(RealServers.class)
class StoreSecretsIT {
  private static final String SECRET = "hidden-4711";

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          lines.add(event.getFormattedMessage() + " " + event.getThrowableProxy());
        }
      };

  @BeforeEach
  void listen() {
    appender.setContext(root.getLoggerContext());
    appender.start();
    root.addAppender(appender);
  }

  @AfterEach
  void stop() {
    root.detachAppender(appender);
  }

  @Test
  void anOutageTellsClientsNoAddressAndTheLogNoPassword(
      RedisServer redis, ElasticsearchServer shared) {
    try (UnreliableElasticsearch elasticsearch = new UnreliableElasticsearch(shared, false)) {
      String url = elasticsearch.url().replace("//", "//user:" + SECRET + "@");
      String address = elasticsearch.url().replace("http://", "");
      try (GatewayServer gateway = GatewayServer.start(redis.url(), url)) {
        HttpCalls http = gateway.http();
        assertThat(http.get("/v1/products").status()).isEqualTo(200);
        elasticsearch.leave();
        Answer page =
            Eventually.get(() -> http.get("/v1/products?q=tea"), each -> each.status() == 503);
        Answer health =
            Eventually.get(
                () -> http.get("/health/ready"),
                each -> each.text().contains("Elasticsearch does not respond"));
        Answer index = http.get("/admin/collections/products/index");
        for (Answer answer : new Answer[] {page, health, index}) {
          assertThat(answer.text()).doesNotContain(SECRET).doesNotContain(address);
        }
        assertThat(page.text()).contains("Elasticsearch does not respond");
        assertThat(health.json().path("status").asText()).isEqualTo("degraded");
        Eventually.get(
            () -> lines.stream().anyMatch(line -> line.contains(address)), found -> found);
        assertThat(lines).noneMatch(line -> line.contains(SECRET));
      }
    }
  }
}
