package dev.tidegate.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection to a Redis with the password of its URL. Blocks. */
public final class RedisSocket implements AutoCloseable {
  private final Socket socket;
  private final BufferedReader answers;

  /**
   * Connects and authenticates.
   *
   * @param url {@code redis://user:password@host:port}
   */
  public RedisSocket(String url) throws IOException {
    URI address = URI.create(url);
    socket = new Socket(address.getHost(), address.getPort());
    answers =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    String answer = ask("AUTH " + address.getUserInfo().replace(':', ' '));
    if (!answer.equals("+OK")) {
      throw new IOException(answer);
    }
  }

  /** Sends an inline command and returns the first line of the answer, with its type character. */
  public String ask(String command) throws IOException {
    send((command + "\r\n").getBytes(StandardCharsets.UTF_8));
    return nextLine();
  }

  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Returns the next line of the answer. */
  public String nextLine() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("Redis closed the connection");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
