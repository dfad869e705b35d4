package dev.tidegate.testing;

import dev.tidegate.testing.HttpCalls.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sends what no HTTP client would. */
public final class RawHttp {
  private static final int PATIENCE_MS = 20_000;

  private RawHttp() {}

  /** Sends bytes, and returns the response when the gateway closes the connection. */
  public static Answer send(int port, String bytes) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MS);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
      byte[] received = socket.getInputStream().readAllBytes();
      return parse(new String(received, StandardCharsets.UTF_8).split("\r\n\r\n", 2));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer parse(String[] headAndBody) {
    List<String> head = headAndBody[0].lines().toList();
    Map<String, List<String>> headers =
        head.stream()
            .skip(1)
            .map(line -> line.split(": ", 2))
            .collect(Collectors.toMap(header -> header[0], header -> List.of(header[1])));
    int status = Integer.parseInt(head.getFirst().split(" ", 3)[1]);
    return new Answer(status, HttpHeaders.of(headers, (name, value) -> true), headAndBody[1]);
  }
}
