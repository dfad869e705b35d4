package dev.tidegate.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A client of Server-Sent Events that reads when it is asked to, and applies what it reads as the
 * specification has it.
 */
public final class EventSource implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_MS = 20_000;

  private final Socket socket = new Socket();
  private final BufferedReader reader;
  private final LiveView view = new LiveView();
  private String lastEventId = "";
  private int received;

  /**
   * One that takes little at a time.
   *
   * @param lastEventId empty for none
   */
  public EventSource(int port, String path, String lastEventId) {
    this(port, path, lastEventId, 4 << 10);
  }

  /**
   * Opens a stream.
   *
   * @param lastEventId empty for none
   * @param receiveBuffer size of the receive buffer, in bytes
   */
  public EventSource(int port, String path, String lastEventId, int receiveBuffer) {
    try {
      socket.setReceiveBufferSize(receiveBuffer);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setSoTimeout(PATIENCE_MS);
      String resume = lastEventId.isEmpty() ? "" : "Last-Event-ID: " + lastEventId + "\r\n";
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + resume + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 1 << 10);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the state of a client that applies every message. */
  public LiveView view() {
    return view;
  }

  /** The id to come back with. */
  public String lastEventId() {
    return lastEventId;
  }

  /** Returns the number of processed messages. */
  public int received() {
    return received;
  }

  /** Takes messages until what they add up to is as wanted. */
  public void awaitView(Predicate<LiveView> wanted, String what) {
    while (!wanted.test(view)) {
      if (next() == null) {
        throw new AssertionError("ended before " + what + "; the view is " + view);
      }
    }
  }

  /** The next message of that type; what comes before it is applied and passed over. */
  public JsonNode await(String type) {
    while (true) {
      JsonNode message = next();
      if (message == null) {
        throw new AssertionError("the stream ended before " + type);
      }
      if (message.path("type").asText().equals(type)) {
        return message;
      }
    }
  }

  /** The next message with its id taken in; {@code null} at the end. */
  public @Nullable JsonNode next() {
    try {
      String data = "";
      String id = lastEventId;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.equals("0")) {
          // The chunk that ends the answer.
          return null;
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.isEmpty() && !data.isEmpty()) {
          lastEventId = id;
          received++;
          JsonNode message = JSON.readTree(data);
          view.apply(message);
          // An empty line ends a chunk of the transfer too, and its length is a line of its own.
          return message;
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
