package dev.tidegate.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/** Requests to one gateway. Answers arrive on the context that asked. */
final class GatewayClient {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int CONNECTIONS = 8;
  private static final long TIMEOUT_MS = 30_000;

  private final HttpClient http;
  private final String host;
  private final int port;

  /** An answer with its body, whatever its status. */
  record Answer(int status, Buffer body) {

    JsonNode json() {
      try {
        return JSON.readTree(body.getBytes());
      } catch (java.io.IOException e) {
        throw new IllegalStateException("the gateway's answer is not JSON", e);
      }
    }
  }

  GatewayClient(Vertx vertx, String host, int port) {
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    this.host = host;
    this.port = port;
  }

  Future<Answer> get(String path) {
    return send(HttpMethod.GET, path, "application/json", Buffer.buffer());
  }

  Future<Answer> send(HttpMethod method, String path, Object body) {
    return send(method, path, "application/json", Buffer.buffer(text(body)));
  }

  Future<Answer> bulk(String collection, Buffer lines) {
    String path = "/v1/" + collection + "/_bulk";
    return send(HttpMethod.POST, path, "application/x-ndjson", lines);
  }

  Future<Void> close() {
    return http.close();
  }

  static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("can't be written as JSON: " + value, e);
    }
  }

  private Future<Answer> send(HttpMethod method, String path, String type, Buffer body) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setHost(host)
            .setPort(port)
            .setURI(path)
            .setTimeout(TIMEOUT_MS)
            .putHeader("content-type", type);
    return http.request(options)
        .compose(request -> request.send(body).compose(GatewayClient::answer));
  }

  private static Future<Answer> answer(HttpClientResponse response) {
    return response.body().map(body -> new Answer(response.statusCode(), body));
  }
}
