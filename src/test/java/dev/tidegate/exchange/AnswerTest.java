package dev.tidegate.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.Futures;
import dev.tidegate.testing.HttpCalls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every request gets a response, also where the code that writes it fails. */
@ExtendWith(VertxExtension.class)
class AnswerTest {
  @Test
  void anExceptionWhileAnsweringIsAnInternalError(Vertx vertx) {
    Router router = Router.router(vertx);
    router
        .route()
        .handler(
            request ->
                Responses.answer(
                    request,
                    Future.succeededFuture("found"),
                    found -> {
                      request.response().putHeader("etag", "half written");
                      throw new IllegalStateException("expected by the test");
                    }));
    HttpServer server =
        Futures.await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
    HttpCalls.Answer answer =
        new HttpCalls(URI.create("http://127.0.0.1:" + server.actualPort())).get("/anything");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.code()).isEqualTo("internal_error");
    assertThat(answer.text()).doesNotContain("expected by the test");
  }

  /** A listener of a future that throws leaves its request without a response. */
  @Test
  void handlersAnswerThroughResponsesOnly() throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/tidegate/http"))) {
      sources = files.filter(file -> file.toString().endsWith("Handler.java")).toList();
    }
    assertThat(sources).hasSizeGreaterThan(8);
    for (Path source : sources) {
      assertThat(Files.readString(source)).as(source.toString()).doesNotContain(".onSuccess(");
    }
  }
}
