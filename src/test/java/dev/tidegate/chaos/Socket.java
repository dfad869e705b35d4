package dev.tidegate.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One connection of a client that may stop to read, and go without a word. */
final class Socket implements WebSocket.Listener {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** Owner of the connection; called by one thread at a time. */
  interface Owner {
    void received(Socket socket, String text, JsonNode message);

    /** It is over, with that close code or {@code 1006}. */
    void closed(Socket socket, int code);
  }

  private final Owner owner;
  private final StringBuilder partial = new StringBuilder();
  private final CompletableFuture<WebSocket> opened = new CompletableFuture<>();
  private CompletionStage<?> sending;
  private boolean paused;
  private boolean owesRequest;

  Socket(Owner owner) {
    this.owner = owner;
    this.sending = opened;
  }

  /** Connects; what comes may come on this very thread before it returns. */
  void open(URI address) {
    CLIENT
        .newWebSocketBuilder()
        .subprotocols("tidegate.v1.json")
        .connectTimeout(Duration.ofSeconds(10))
        .buildAsync(address, this)
        .whenComplete(
            (socket, failure) -> {
              if (failure != null) {
                opened.completeExceptionally(failure);
                owner.closed(this, 1006);
              }
            });
  }

  synchronized void send(String text) {
    sending = sending.thenCompose(done -> opened.join().sendText(text, true));
  }

  /** Takes nothing more of what is sent to it. */
  synchronized void pause() {
    paused = true;
  }

  synchronized void resume() {
    paused = false;
    if (owesRequest) {
      owesRequest = false;
      opened.join().request(1);
    }
  }

  /** Goes without closing. */
  void drop() {
    opened.thenAccept(WebSocket::abort);
  }

  synchronized void close() {
    sending =
        sending.thenCompose(done -> opened.join().sendClose(WebSocket.NORMAL_CLOSURE, "enough"));
  }

  @Override
  public void onOpen(WebSocket socket) {
    opened.complete(socket);
    socket.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      String text = partial.toString();
      partial.setLength(0);
      try {
        owner.received(this, text, JSON.readTree(text));
      } catch (JsonProcessingException e) {
        throw new AssertionError(text, e);
      }
    }
    request(socket);
    return null;
  }

  private synchronized void request(WebSocket socket) {
    if (paused) {
      owesRequest = true;
    } else {
      socket.request(1);
    }
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    owner.closed(this, code);
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    owner.closed(this, 1006);
  }

  @Override
  public String toString() {
    return "a socket, " + opened;
  }
}
