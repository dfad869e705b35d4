package dev.tidegate.exchange;

import dev.tidegate.model.ErrorCode;
import dev.tidegate.wire.Json;
import dev.tidegate.wire.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/** Writer of responses. */
public final class Responses {
  private static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("content-type");
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence PROBLEM =
      HttpHeaders.createOptimized("application/problem+json");

  private Responses() {}

  /** Ends a response with a JSON body. */
  public static void json(RoutingContext request, int status, byte[] body) {
    request.response().setStatusCode(status).putHeader(CONTENT_TYPE, JSON);
    end(request.request(), Buffer.buffer(body));
  }

  /**
   * Ends a response with a body. A response to HEAD has only the length. If the response has the
   * header {@code Connection: close}, the connection ends after it.
   */
  public static void end(HttpServerRequest request, Buffer body) {
    HttpServerResponse response = request.response();
    boolean head = request.method().equals(HttpMethod.HEAD);
    if (head) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    }
    // HTTP/2 has neither the header nor the ambiguity.
    if (request.version() != HttpVersion.HTTP_2 && Expectation.isOpen(request)) {
      // The client decides whether to send the body. The next bytes may be a body or a request.
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    boolean last = response.headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true);
    Future<Void> sent = head ? response.end() : response.end(body);
    if (last) {
      sent.onComplete(done -> LingeringClose.close(request));
    }
  }

  public static void methodNotAllowed(RoutingContext request, String allowed) {
    request.response().putHeader(HttpHeaders.ALLOW, allowed);
    problem(
        request,
        Problem.of(
            ErrorCode.METHOD_NOT_ALLOWED, "Method not allowed. Use one of " + allowed + "."));
  }

  /**
   * Responds with a result or with the problem of its failure. An exception of {@code answer} is a
   * failure as well, so that every request gets a response.
   *
   * @param answer writes the response; called on the context of {@code result}
   */
  public static <T> void answer(RoutingContext request, Future<T> result, Consumer<T> answer) {
    result
        .map(
            value -> {
              answer.accept(value);
              return value;
            })
        .onFailure(failure -> failure(request, failure));
  }

  public static void failure(RoutingContext request, Throwable failure) {
    HttpMethod method = request.request().method();
    problem(
        request,
        method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)
            ? Problems.problemOfRead(failure)
            : problemOfChange(request, failure));
  }

  private static Problem problemOfChange(RoutingContext request, Throwable failure) {
    return request.pathParam("id") == null
        ? Problems.problem(failure)
        : Problems.problemOfWrite(failure, request.request().headers().contains("idempotency-key"));
  }

  public static void problem(RoutingContext request, Problem problem) {
    problem(request.request(), problem);
  }

  public static void problem(HttpServerRequest request, Problem problem) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      response.reset();
      return;
    }
    Long retryAfter = problem.retryAfterMs();
    if (retryAfter != null) {
      response.putHeader("retry-after", Long.toString(Math.max(1, (retryAfter + 999) / 1_000)));
    }
    response.setStatusCode(problem.status()).putHeader(CONTENT_TYPE, PROBLEM);
    end(request, Buffer.buffer(Json.bytes(problem)));
  }
}
