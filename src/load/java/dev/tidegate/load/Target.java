package dev.tidegate.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The gateway under load. */
record Target(String host, InetSocketAddress address, String collection) {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  static Target of(String url, String collection) {
    URI uri = URI.create(url.contains("://") ? url : "http://" + url);
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
      throw new UsageException("--target must be http://HOST[:PORT], not " + url);
    }
    int port = uri.getPort() < 0 ? 80 : uri.getPort();
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(uri.getHost()), port);
      return new Target(uri.getHost() + ":" + port, address, collection);
    } catch (UnknownHostException e) {
      throw new UsageException("--target: unknown host " + uri.getHost());
    }
  }

  boolean isLocal() {
    return address.getAddress().isLoopbackAddress();
  }

  /**
   * The n-th source address: one has less than 30,000 ports for a target, but loopback has millions
   * of addresses. {@code null} elsewhere.
   */
  @Nullable InetAddress source(int n) {
    if (!isLocal() || address.getAddress().getAddress().length != 4) {
      return null;
    }
    try {
      int block = n / 10_000;
      return InetAddress.getByAddress(
          new byte[] {127, 0, (byte) (block / 250), (byte) (1 + block % 250)});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns a handshake.
   *
   * @param subprotocol requested subprotocol; empty for none
   */
  byte[] handshake(String path, String subprotocol) {
    return ("GET "
            + path
            + " HTTP/1.1\r\nhost: "
            + host
            + "\r\nupgrade: websocket\r\nconnection: Upgrade\r\n"
            + "sec-websocket-key: dGlkZWdhdGUgbG9hZCBydQ==\r\nsec-websocket-version: 13\r\n"
            + (subprotocol.isEmpty() ? "" : "sec-websocket-protocol: " + subprotocol + "\r\n")
            + "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** A request as bytes, to be sent as often as wanted. */
  byte[] request(String method, String path, String headers, @Nullable String body) {
    StringBuilder text = new StringBuilder(128);
    text.append(method).append(' ').append(path).append(" HTTP/1.1\r\nhost: ").append(host);
    text.append("\r\n").append(headers);
    if (body != null) {
      int length = body.getBytes(StandardCharsets.UTF_8).length;
      text.append("content-length: ").append(length).append("\r\n");
    }
    text.append("\r\n");
    if (body != null) {
      text.append(body);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  String path() {
    return "/v1/" + collection;
  }

  /** One call outside the measurement; waits. */
  String call(String method, String path, @Nullable String body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + host + path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new IOException(
            method
                + " "
                + path.split("=")[0]
                + ": "
                + response.statusCode()
                + " "
                + response.body());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
