package dev.tidegate.transport;

import dev.tidegate.delivery.Burst;
import dev.tidegate.delivery.Transport;
import dev.tidegate.live.Session;
import dev.tidegate.wire.Bytes;
import dev.tidegate.wire.CloseCode;
import io.netty.channel.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Transport to one client of Server-Sent Events. Each turn sends one chunk. The id of its last
 * event is the resume position: every change up to it has been sent. While a snapshot is due,
 * events have no id, and the client resumes from its previous position.
 */
public final class EventStreamTransport implements Transport {
  private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ALIVE = ":\n\n".getBytes(StandardCharsets.US_ASCII);
  private static final int FIRST_SIZE = 512;

  private final HttpServerResponse response;
  private final Channel channel;
  private final int highWater;
  private @Nullable Session session;
  private Bytes turn = new Bytes(FIRST_SIZE);

  /**
   * Creates the transport; {@link #serve} connects it to a session.
   *
   * @param channel channel of the response
   * @param highWater waiting bytes above which the transport is full
   */
  public EventStreamTransport(HttpServerResponse response, Channel channel, int highWater) {
    this.response = response;
    this.channel = channel;
    this.highWater = highWater;
  }

  public void serve(Session served) {
    session = served;
    response.setWriteQueueMaxSize(highWater);
    response.drainHandler(nothing -> served.drained());
    response.closeHandler(nothing -> served.closed());
    response.exceptionHandler(failure -> served.closed());
  }

  @Override
  public void send(byte[] message) {
    turn.add(DATA).add(message).add("\n\n");
  }

  @Override
  public void send(Burst burst) {
    burst.messages().forEach(this::send);
  }

  @Override
  public void flush() {
    Session served = session;
    if (turn.length() > 0 && served != null && !response.ended() && !response.closed()) {
      served
          .resumable()
          // The id precedes the blank line that ends the event.
          .ifPresent(sent -> turn.removeLast().add("id: ").add(sent.toString()).add("\n\n"));
      boolean full = turn.length() > highWater;
      response.write(Buffer.buffer(turn.toArray()));
      turn = new Bytes(FIRST_SIZE);
      if (full && !response.writeQueueFull()) {
        // The turn was full, but the response was not: its drain handler is not called.
        served.drained();
      }
    }
  }

  @Override
  public boolean isFull() {
    return response.closed() || turn.length() > highWater || response.writeQueueFull();
  }

  @Override
  public long unwrittenBytes() {
    return turn.length() + Channels.pendingBytes(channel);
  }

  /** Sends a comment. Clients send no pongs: one that receives data counts as alive. */
  @Override
  public void ping() {
    Session served = session;
    if (served != null && !isFull()) {
      served.heard();
      if (turn.length() == 0) {
        response.write(Buffer.buffer(ALIVE));
      }
    }
  }

  @Override
  public String address() {
    return Channels.address(channel);
  }

  @Override
  public void close(CloseCode code) {
    flush();
    if (!response.ended() && !response.closed()) {
      response.end();
    }
  }
}
