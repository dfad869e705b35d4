package dev.tidegate.exchange;

import dev.tidegate.model.ErrorCode;
import dev.tidegate.transport.Channels;
import dev.tidegate.wire.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.AttributeKey;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Time-outs of one connection, from its acceptance until it ends or becomes a WebSocket. The guard
 * is the first handler of the pipeline, and confined to the event loop of the connection.
 *
 * <p>{@code Connections} calls {@link #check} several times a second, so that no request needs a
 * timer.
 */
public final class ConnectionGuard extends ChannelDuplexHandler {
  /** Problem of a request whose body arrives too slowly. */
  public static final Problem BODY_TIMEOUT =
      Problem.of(
          ErrorCode.REQUEST_TIMEOUT,
          "Send at least 1 KB/s. The gateway allows 10 s without progress.");

  private static final AttributeKey<ConnectionGuard> KEY =
      AttributeKey.valueOf(ConnectionGuard.class, "guard");

  private static final long FIRST_BYTE = TimeUnit.SECONDS.toNanos(10);
  private static final long HEAD = TimeUnit.SECONDS.toNanos(10);
  private static final long FIRST_REQUEST = TimeUnit.SECONDS.toNanos(15);
  private static final long IDLE = TimeUnit.SECONDS.toNanos(75);
  private static final long REFUSED = TimeUnit.SECONDS.toNanos(5);
  private static final long UNREAD = TimeUnit.SECONDS.toNanos(30);
  private static final long WINDOW = TimeUnit.SECONDS.toNanos(10);
  private static final long BYTES_IN_WINDOW = 10 << 10;

  private enum Phase {
    /** No byte has arrived. */
    SILENT,
    /** A part of a request head has arrived. */
    HEAD,
    /** Requests are in progress. */
    REQUEST,
    /** The response has been sent, and the body has not ended. */
    REST,
    /** The connection waits for its next request. */
    IDLE
  }

  private final Connections connections;
  private final LongSupplier nanoTime;
  private final long accepted;
  private @Nullable Problem refusal;
  private @Nullable ChannelHandlerContext context;
  private Phase phase = Phase.SILENT;
  private long since;
  private boolean served;
  private boolean http2;
  private boolean live;
  private int requests;
  private @Nullable HttpServerRequest unfinished;

  private long received;
  private @Nullable Runnable onSlowBody;
  private @Nullable Context contextOfBody;
  private long windowStart;
  private long receivedBefore;

  private boolean discarding;
  private long writes;
  private long receivedWhenUnread;
  private long unreadSince;
  private long unsentBefore;
  private long writesBefore;

  /**
   * Creates the guard of a connection that was just accepted.
   *
   * @param refusal the problem of all its requests if the connection is above a limit
   */
  ConnectionGuard(Connections connections, LongSupplier nanoTime, @Nullable Problem refusal) {
    this.connections = connections;
    this.nanoTime = nanoTime;
    this.refusal = refusal;
    this.accepted = nanoTime.getAsLong();
    this.since = accepted;
    this.unreadSince = accepted;
  }

  /** Returns the guard of a connection. */
  public static ConnectionGuard of(HttpConnection connection) {
    return Objects.requireNonNull(Channels.of(connection).attr(KEY).get());
  }

  /** Returns the problem of all requests, or {@code null} if the connection is admitted. */
  @Nullable Problem refusal() {
    return refusal;
  }

  /** Rejects further requests with this problem, and closes the connection soon. */
  void refuse(Problem problem) {
    refusal = problem;
  }

  /** Notes that the head of a request has arrived. */
  void requestStarted(HttpServerRequest request) {
    requests++;
    served = true;
    http2 = request.version() == HttpVersion.HTTP_2;
    phase = Phase.REQUEST;
    unfinished = null;
  }

  /** Notes that the response to a request has ended. */
  void requestEnded(HttpServerRequest request) {
    onSlowBody = null;
    live = false;
    discarding = false;
    if (--requests == 0) {
      boolean complete = request.isEnded();
      if (!complete) {
        // Discards the rest of the body.
        request.resume();
      }
      unfinished = complete ? null : request;
      phase = complete ? Phase.IDLE : Phase.REST;
      since = nanoTime.getAsLong();
      windowStart = since;
      receivedBefore = received;
    }
  }

  /**
   * Starts the time-out of a body. Must be called on the context of its request.
   *
   * @param timedOut called if the body arrives too slowly
   */
  public void bodyExpected(Runnable timedOut) {
    onSlowBody = timedOut;
    contextOfBody = Vertx.currentContext();
    windowStart = nanoTime.getAsLong();
    receivedBefore = received;
  }

  /** Stops the time-out of a body: it is complete, or reading is paused. */
  public void bodyEnded() {
    onSlowBody = null;
  }

  /** Notes that input is discarded from now on. Only reading by the client is progress then. */
  public void discards() {
    onSlowBody = null;
    discarding = true;
  }

  /** Notes that the response is a live stream, which has its own limits. */
  public void liveStream() {
    live = true;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    added.channel().attr(KEY).set(this);
    ChannelConfig config = added.channel().config();
    config.setRecvByteBufAllocator(
        connections.turn(added.executor()).bound(config.getRecvByteBufAllocator()));
    connections.watch(added.executor(), this);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext removed) {
    connections.unwatch(removed.executor(), this);
  }

  @Override
  public void channelRead(ChannelHandlerContext reading, Object message) {
    if (message instanceof ByteBuf bytes) {
      received += bytes.readableBytes();
    }
    if (phase == Phase.SILENT || (phase == Phase.IDLE && !http2)) {
      phase = Phase.HEAD;
      since = nanoTime.getAsLong();
    } else if (phase == Phase.IDLE) {
      since = nanoTime.getAsLong();
    }
    reading.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext writing, Object message, ChannelPromise promise) {
    writes++;
    writing.write(message, promise);
  }

  /** Closes the connection if one of its time-outs has expired. */
  void check() {
    ChannelHandlerContext own = context;
    if (own == null) {
      return;
    }
    long now = nanoTime.getAsLong();
    if (isOver(now) || isUnread(own.channel(), now)) {
      own.close();
    } else if (isSlow(now)) {
      Runnable slow = onSlowBody;
      onSlowBody = null;
      Context ofBody = contextOfBody;
      if (slow == null || ofBody == null) {
        own.close();
      } else {
        ofBody.runOnContext(nothing -> slow.run());
      }
    }
  }

  private boolean isOver(long now) {
    if (refusal != null && now - accepted > REFUSED) {
      return true;
    }
    return switch (phase) {
      case SILENT -> now - since > FIRST_BYTE;
      case HEAD -> now - since > HEAD || (!served && now - accepted > FIRST_REQUEST);
      case IDLE -> now - since > IDLE;
      case REQUEST, REST -> false;
    };
  }

  /** Returns whether the client neither reads nor sends. */
  private boolean isUnread(Channel channel, long now) {
    long unsent = live ? 0 : Channels.unsentBytes(channel);
    boolean sends = !discarding && received != receivedWhenUnread;
    if (unsent == 0 || unsent != unsentBefore || writes != writesBefore || sends) {
      unreadSince = now;
      receivedWhenUnread = received;
      unsentBefore = unsent;
      writesBefore = writes;
    }
    if (unsent > 0 && phase == Phase.IDLE) {
      since = now;
    }
    return now - unreadSince > UNREAD;
  }

  /** Returns whether the current body arrives too slowly. */
  private boolean isSlow(long now) {
    HttpServerRequest rest = unfinished;
    if (rest != null && rest.isEnded()) {
      unfinished = null;
      phase = Phase.IDLE;
      since = now;
    }
    if ((onSlowBody == null && phase != Phase.REST) || now - windowStart < WINDOW) {
      return false;
    }
    boolean slow = received - receivedBefore < BYTES_IN_WINDOW;
    windowStart = now;
    receivedBefore = received;
    return slow;
  }
}
