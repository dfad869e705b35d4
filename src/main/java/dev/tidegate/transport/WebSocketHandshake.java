package dev.tidegate.transport;

import dev.tidegate.model.ErrorCode;
import dev.tidegate.wire.Problem;
import dev.tidegate.wire.ProblemException;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Opening handshake of the server (RFC 6455, 4.2).
 *
 * @param response the complete response
 * @param deflate negotiated compression; {@code null} for none
 */
public record WebSocketHandshake(byte[] response, @Nullable WebSocketServerExtension deflate) {
  private static final String SUBPROTOCOL = "tidegate.v1.json";
  private static final String VERSION = "13";
  private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  /**
   * Returns the handshake that answers a request.
   *
   * @throws ProblemException if the request is no valid request for a WebSocket
   */
  public static WebSocketHandshake of(HttpServerRequest request, DeflateOffer offers) {
    MultiMap headers = request.headers();
    if (request.version() != HttpVersion.HTTP_1_1 || !lists(headers, "upgrade", "websocket")) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.UPGRADE_REQUIRED,
              "This path is a WebSocket. Request an upgrade of HTTP/1.1."));
    }
    if (!VERSION.equals(headers.get("sec-websocket-version"))) {
      request.response().putHeader("sec-websocket-version", VERSION);
      throw new ProblemException(
          Problem.of(
              ErrorCode.UPGRADE_REQUIRED,
              "Unsupported WebSocket version. Sec-WebSocket-Version must be " + VERSION + "."));
    }
    String key = headers.get("sec-websocket-key");
    if (key == null || key.isBlank() || !lists(headers, "connection", "upgrade")) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.BAD_REQUEST,
              "Malformed WebSocket handshake. Send Sec-WebSocket-Key and Connection: Upgrade."));
    }
    WebSocketServerExtension deflate = offers.answer(headers.get("sec-websocket-extensions"));
    StringBuilder answer =
        new StringBuilder(256)
            .append("HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\n")
            .append("connection: Upgrade\r\nsec-websocket-accept: ")
            .append(accept(key))
            .append("\r\n");
    if (lists(headers, "sec-websocket-protocol", SUBPROTOCOL)) {
      answer.append("sec-websocket-protocol: ").append(SUBPROTOCOL).append("\r\n");
    }
    if (deflate != null) {
      answer.append("sec-websocket-extensions: ").append(DeflateOffer.text(deflate)).append("\r\n");
    }
    byte[] response = answer.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    return new WebSocketHandshake(response, deflate);
  }

  private static boolean lists(MultiMap headers, String name, String token) {
    return headers.getAll(name).stream()
        .flatMap(header -> Arrays.stream(header.split(",", -1)))
        .anyMatch(part -> part.strip().equalsIgnoreCase(token));
  }

  private static String accept(String key) {
    try {
      byte[] text = (key.strip() + ACCEPT_SUFFIX).getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-1", e);
    }
  }
}
