package dev.tidegate.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A session's other end: a WebSocket client that keeps what comes until a test looks at it. */
public final class LiveClient implements WebSocket.Listener, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private final LiveView view = new LiveView();
  private final boolean reading;
  private int received;
  private @Nullable JsonNode last;
  private @Nullable WebSocket socket;

  private LiveClient(boolean reading) {
    this.reading = reading;
  }

  static LiveClient connect(URI address) {
    return connect(address, true);
  }

  /** A client that takes nothing of what is sent to it. */
  public static LiveClient connectDeaf(URI address) {
    return connect(address, false);
  }

  private static LiveClient connect(URI address, boolean reading) {
    LiveClient client = new LiveClient(reading);
    client.socket =
        CLIENT
            .newWebSocketBuilder()
            .subprotocols("tidegate.v1.json")
            .buildAsync(address, client)
            .join();
    return client;
  }

  /** Begins to take what is sent. */
  public void wake() {
    opened().request(1);
  }

  /** Returns the number of processed messages. */
  public int received() {
    return received;
  }

  /** Returns the state of a client that applies every message. */
  public LiveView view() {
    return view;
  }

  public LiveClient send(String text) {
    opened().sendText(text, true).join();
    return this;
  }

  public LiveClient sendBinary(byte[] bytes) {
    opened().sendBinary(ByteBuffer.wrap(bytes), true).join();
    return this;
  }

  /** The next message of that type; what comes before it is applied and passed over. */
  public JsonNode await(String type) {
    return await(message -> message.path("type").asText().equals(type), type);
  }

  public JsonNode await(Predicate<JsonNode> wanted, String what) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      JsonNode message = next(deadline - System.nanoTime(), what);
      if (wanted.test(message)) {
        return message;
      }
    }
  }

  /** Takes messages until what they add up to is as wanted. */
  public void awaitView(Predicate<LiveView> wanted, String what) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!wanted.test(view)) {
      next(deadline - System.nanoTime(), what + "; the view is " + view);
    }
  }

  /** Returns the state after all messages that have arrived. */
  public LiveView viewNow() {
    while (!messages.isEmpty()) {
      next(0, "what has arrived");
    }
    return view;
  }

  private JsonNode next(long nanos, String what) {
    try {
      JsonNode message = messages.poll(nanos, TimeUnit.NANOSECONDS);
      if (message == null) {
        throw new AssertionError("waited in vain for " + what + "; last came " + last);
      }
      last = message;
      received++;
      view.apply(message);
      return message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns whether the connection has ended. */
  public boolean isClosed() {
    return closed.isDone();
  }

  /** The code the gateway closed with. */
  public int awaitClose() {
    return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Override
  public void onOpen(WebSocket webSocket) {
    if (reading) {
      webSocket.request(1);
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      try {
        messages.add(JSON.readTree(partial.toString()));
      } catch (JsonProcessingException e) {
        closed.completeExceptionally(e);
      }
      partial.setLength(0);
    }
    webSocket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
    closed.complete(statusCode);
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    closed.completeExceptionally(error);
  }

  @Override
  public void close() {
    opened().abort();
  }

  private WebSocket opened() {
    return Objects.requireNonNull(socket);
  }
}
