package dev.tidegate.elastic;

import co.elastic.clients.transport.http.TransportHttpClient;
import co.elastic.clients.util.BinaryData;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node's answer, read to its end. */
record Reply(URI uri, int statusCode, MultiMap headers, byte[] content)
    implements TransportHttpClient.Response {

  @Override
  public TransportHttpClient.Node node() {
    return new TransportHttpClient.Node(uri);
  }

  @Override
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  @Override
  public List<String> headers(String name) {
    return headers.getAll(name);
  }

  @Override
  public @Nullable BinaryData body() {
    String type = headers.get("Content-Type");
    return content.length == 0
        ? null
        : BinaryData.of(content, type == null ? "application/octet-stream" : type);
  }

  @Override
  public Object originalResponse() {
    return this;
  }

  @Override
  public void close() {}
}
