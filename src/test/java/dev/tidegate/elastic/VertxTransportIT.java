package dev.tidegate.elastic;

import static dev.tidegate.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.config.GatewayConfig;
import dev.tidegate.model.SearchUnavailableException;
import dev.tidegate.testing.Stores;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PfxOptions;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The transport over real sockets, against servers that misbehave as Elasticsearch would not. */
@ExtendWith(VertxExtension.class)
class VertxTransportIT {
  private static final String PASSWORD = "changeit";

  /** Far longer than an answer takes, on a machine that is busy with other tests as well. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Queue<String> authorizations = new ConcurrentLinkedQueue<>();
  private final Vertx vertx;

  VertxTransportIT(Vertx vertx) {
    this.vertx = vertx;
  }

  @Test
  void passesOverNodesThatAreNotThere() throws IOException {
    ElasticClient client = client(null, nobody(), answering(200));
    for (int i = 0; i < 5; i++) {
      assertThat(ping(client)).isTrue();
    }
  }

  @Test
  void passesOverNodesThatAreNotAvailable() {
    ElasticClient client = client(null, answering(503), answering(200), answering(502));
    for (int i = 0; i < 5; i++) {
      assertThat(ping(client)).isTrue();
    }
  }

  @Test
  void saysWhenNobodyIsThere() throws IOException {
    ElasticClient client = client(null, nobody(), nobody());
    assertThatThrownBy(() -> ping(client))
        .hasRootCauseInstanceOf(SearchUnavailableException.class)
        .hasMessageContaining("refused");
  }

  @Test
  void givesUpOnSilence() {
    URI silent = serve(request -> {});
    ElasticClient client = client(null, null, Duration.ofMillis(300), List.of(silent));
    assertThatThrownBy(() -> ping(client))
        .hasRootCauseInstanceOf(SearchUnavailableException.class)
        .hasMessageContaining("no response");
  }

  @Test
  void survivesConnectionsThatAreCutWhileIdle() {
    AtomicInteger served = new AtomicInteger();
    ElasticClient client =
        client(
            null,
            serve(
                request -> {
                  served.incrementAndGet();
                  product(request).end().onSuccess(v -> request.connection().close());
                }));
    for (int i = 0; i < 20; i++) {
      assertThat(ping(client)).isTrue();
    }
    assertThat(served).hasValueGreaterThanOrEqualTo(20);
  }

  @Test
  void authenticates() {
    URI node = answering(200);
    ping(client(null, node));
    ping(client("secret", node));
    URI own = URI.create(node.toString().replace("//", "//tide:pass%20word@"));
    ping(client(null, own));
    assertThat(authorizations)
        .containsExactly("Basic ZWxhc3RpYzpwdw==", "ApiKey secret", "Basic dGlkZTpwYXNzIHdvcmQ=");
  }

  private boolean ping(ElasticClient client) {
    return await(client.call(es -> es.ping())).value();
  }

  private ElasticClient trusting(@Nullable Path caCertificate, URI node) {
    return client(null, caCertificate, PATIENCE, List.of(node));
  }

  private ElasticClient client(@Nullable String apiKey, URI... nodes) {
    return client(apiKey, null, PATIENCE, List.of(nodes));
  }

  private ElasticClient client(
      @Nullable String apiKey, @Nullable Path caCertificate, Duration timeout, List<URI> nodes) {
    GatewayConfig config =
        Stores.elasticsearch(nodes, "t")
            .with("elasticsearch.username", "elastic")
            .with("elasticsearch.password", "pw")
            .with("elasticsearch.request_timeout", timeout.toMillis() + "ms");
    if (apiKey != null) {
      config = config.with("elasticsearch.api_key", apiKey);
    }
    if (caCertificate != null) {
      config = config.with("elasticsearch.ca_certificate", caCertificate.toString());
    }
    return new ElasticClient(vertx, config.elasticsearch());
  }

  @Test
  void trustsNodesThatTheConfiguredCertificateVouchesFor(@TempDir Path directory)
      throws IOException, InterruptedException {
    Path keys = directory.resolve("keys.p12");
    Path certificate = directory.resolve("ca.pem");
    keytool("-genkeypair -keyalg EC -dname CN=127.0.0.1 -ext SAN=ip:127.0.0.1 -alias node", keys);
    keytool("-exportcert -rfc -alias node -file " + certificate, keys);
    HttpServer server =
        await(
            vertx
                .createHttpServer(
                    new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(
                            new PfxOptions().setPath(keys.toString()).setPassword(PASSWORD)))
                .requestHandler(request -> product(request).end())
                .listen(0, "127.0.0.1"));
    URI node = URI.create("https://127.0.0.1:" + server.actualPort());
    assertThat(ping(trusting(certificate, node))).isTrue();
    assertThatThrownBy(() -> ping(trusting(null, node)))
        .hasRootCauseInstanceOf(SearchUnavailableException.class);
  }

  private static void keytool(String arguments, Path keys)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments.split(" ")));
    command.addAll(List.of("-keystore", keys.toString(), "-storepass", PASSWORD));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private URI answering(int status) {
    return serve(
        request -> {
          authorizations.add(String.valueOf(request.getHeader("Authorization")));
          product(request).setStatusCode(status).end();
        });
  }

  private static HttpServerResponse product(HttpServerRequest request) {
    return request.response().putHeader("X-Elastic-Product", "Elasticsearch");
  }

  private URI serve(io.vertx.core.Handler<HttpServerRequest> handler) {
    HttpServer server =
        await(vertx.createHttpServer().requestHandler(handler).listen(0, "127.0.0.1"));
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  private static URI nobody() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return URI.create("http://127.0.0.1:" + free.getLocalPort());
    }
  }
}
