package dev.tidegate.replay;

import dev.tidegate.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.util.function.UnaryOperator;

/**
 * The calls that a replay makes. Each ends with a final answer, good or bad; a write carries a key,
 * so that its repetitions are one write. To be used on one event loop.
 */
final class GatewayClient {
  private final HttpClient http;
  private final Retries retries;
  private final String path;

  /**
   * @param http with the gateway as its default address
   * @param path of the collection, without a slash at the end
   */
  GatewayClient(HttpClient http, Retries retries, String path) {
    this.http = http;
    this.retries = retries;
    this.path = path;
  }

  /** Asks for nothing, to see that there is a gateway with such a collection. Not repeated. */
  Future<Answer> probe() {
    return once(HttpMethod.GET, path + "?ids=probe", r -> r, Buffer.buffer());
  }

  Future<Answer> create(String id, Object doc, String key) {
    return write(HttpMethod.PUT, path + "/" + id, r -> r.putHeader("if-none-match", "*"), doc, key);
  }

  Future<Answer> patch(String id, Object fields, String key) {
    return write(HttpMethod.PATCH, path + "/" + id, r -> r, fields, key);
  }

  Future<Answer> adjust(String id, Object amounts, String key) {
    return write(HttpMethod.POST, path + "/" + id + "/adjust", r -> r, amounts, key);
  }

  Future<Answer> get(String id) {
    return retries.untilFinal(() -> once(HttpMethod.GET, path + "/" + id, r -> r, Buffer.buffer()));
  }

  private Future<Answer> write(
      HttpMethod method,
      String uri,
      UnaryOperator<HttpClientRequest> headers,
      Object body,
      String key) {
    byte[] json = Json.bytes(body);
    return retries.untilFinal(
        () ->
            once(
                method,
                uri,
                r ->
                    headers
                        .apply(r)
                        .putHeader("content-type", "application/json")
                        .putHeader("idempotency-key", key),
                Buffer.buffer(json)));
  }

  private Future<Answer> once(
      HttpMethod method, String uri, UnaryOperator<HttpClientRequest> headers, Buffer body) {
    return http.request(method, uri)
        .compose(request -> headers.apply(request).send(body))
        .compose(
            response ->
                response.body().map(bytes -> Answer.of(response.statusCode(), bytes.getBytes())));
  }
}
