package dev.tidegate.redis;

import dev.tidegate.config.RedisConfig;
import dev.tidegate.model.Credentials;
import dev.tidegate.model.OutcomeUnknownException;
import dev.tidegate.model.StoreUnavailableException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pipelined connection that reconnects automatically. The client library has neither reconnection
 * nor a command time-out; this class provides both.
 *
 * <p>Redis replies in order. The time since the last reply therefore shows for all waiting commands
 * whether the connection is dead.
 */
public final class RedisLink {
  private static final Logger log = LoggerFactory.getLogger(RedisLink.class);
  private static final long CHECK_MS = 250;

  private final Vertx vertx;
  private final Context context;
  private final RedisConfig config;
  private final String url;
  private final RedisOptions options;
  private final long timeoutNanos;
  private final Backoff backoff = new Backoff();
  private Runnable onConnected = () -> {};

  private @Nullable Redis client;
  private @Nullable RedisConnection connection;
  private boolean closed;
  private int inFlight;
  private long lastProgress;
  private long checkTimer = -1;

  /** Creates a link that is not connected. Every method must be called on {@code context}. */
  public RedisLink(Vertx vertx, Context context, RedisConfig config) {
    this.vertx = vertx;
    this.context = context;
    this.config = config;
    this.url = Objects.requireNonNull(config.url(), "redis.url");
    this.timeoutNanos = config.commandTimeout().toNanos();
    this.options =
        new RedisOptions()
            .setConnectionString(url)
            .setPreferredProtocolVersion(ProtocolVersion.RESP2)
            .setMaxPoolSize(1)
            .setMaxPoolWaiting(1)
            .setPoolCleanerInterval(-1)
            .setMaxWaitingHandlers(config.maxInFlight() + 16)
            .setNetClientOptions(net(config));
  }

  /** Returns options that include TLS, which only a {@code rediss} URL turns on. */
  private static NetClientOptions net(RedisConfig config) {
    NetClientOptions net =
        new NetClientOptions()
            .setConnectTimeout(2_000)
            .setTcpKeepAlive(true)
            .setHostnameVerificationAlgorithm(config.tlsVerify().equals("hostname") ? "HTTPS" : "")
            .setTrustAll(config.tlsVerify().equals("none"));
    String ca = config.tlsCa();
    if (ca != null) {
      net.setTrustOptions(new PemTrustOptions().addCertPath(ca));
    }
    return net;
  }

  /** Sets a listener that is called on each new connection, before any command is sent. */
  public RedisLink onConnected(Runnable listener) {
    this.onConnected = listener;
    return this;
  }

  /** Starts to connect, and to reconnect until closed; completes with the first attempt. */
  public Future<Void> open() {
    lastProgress = System.nanoTime();
    checkTimer = vertx.setPeriodic(CHECK_MS, id -> checkProgress());
    return connect();
  }

  public boolean isConnected() {
    return connection != null;
  }

  /**
   * Sends a command.
   *
   * @return fails with {@link StoreUnavailableException} if it was not executed, with {@link
   *     OutcomeUnknownException} if this is unknown
   */
  public Future<Response> send(Request request) {
    RedisConnection target = connection;
    if (target == null) {
      return Future.failedFuture(new StoreUnavailableException("Redis is not connected."));
    }
    if (inFlight >= config.maxInFlight()) {
      return Future.failedFuture(
          new StoreUnavailableException(
              "Limit of waiting commands reached (%,d).".formatted(config.maxInFlight())));
    }
    if (inFlight++ == 0) {
      lastProgress = System.nanoTime();
    }
    return target
        .send(request)
        .transform(
            result -> {
              inFlight--;
              lastProgress = System.nanoTime();
              if (result.succeeded()) {
                backoff.reset();
                return Future.succeededFuture(result.result());
              }
              return Future.failedFuture(failure(target, result.cause()));
            });
  }

  /** Runs a script by its digest, or by its source if the server does not have it yet. */
  Future<Response> eval(Script script, List<String> keys, List<?> args) {
    return send(evalRequest(Command.EVALSHA, script.sha1(), keys, args))
        .recover(
            failure ->
                failure instanceof ErrorType error && error.is("NOSCRIPT")
                    ? send(evalRequest(Command.EVAL, script.source(), keys, args))
                    : Future.failedFuture(failure));
  }

  /** Closes the connection. Waiting commands fail. */
  public Future<Void> close() {
    closed = true;
    vertx.cancelTimer(checkTimer);
    return drop();
  }

  private Future<Void> connect() {
    Promise<Void> done = Promise.promise();
    context.runOnContext(
        nothing -> {
          Redis attempt = Redis.createClient(vertx, options);
          // Connecting sends a command, to which a stuck server never replies.
          attempt
              .connect()
              .timeout(config.commandTimeout().toMillis(), TimeUnit.MILLISECONDS)
              .onSuccess(made -> connected(attempt, made))
              .onFailure(failure -> attemptFailed(attempt, failure))
              .<Void>mapEmpty()
              .onComplete(done);
        });
    return done.future();
  }

  private void connected(Redis owner, RedisConnection made) {
    if (closed) {
      owner.close();
      return;
    }
    client = owner;
    connection = made;
    made.exceptionHandler(failure -> lost(made, Credentials.reason(failure)));
    made.endHandler(nothing -> lost(made, "connection closed"));
    onConnected.run();
  }

  private void attemptFailed(Redis attempt, Throwable failure) {
    attempt.close();
    if (!closed) {
      long delay = backoff.next();
      log.warn(
          "Redis not reachable, reconnecting url={} delay_ms={} cause={}",
          where(),
          delay,
          Credentials.reason(failure));
      vertx.setTimer(delay, id -> connect());
    }
  }

  @SuppressWarnings("ReferenceEquality") // events of former connections are ignored
  private void lost(RedisConnection which, String reason) {
    if (which != connection || closed) {
      return;
    }
    log.warn("Redis connection lost, reconnecting url={} cause={}", where(), reason);
    drop();
    vertx.setTimer(backoff.next(), id -> connect());
  }

  private Future<Void> drop() {
    Redis owner = client;
    client = null;
    connection = null;
    return owner == null ? Future.succeededFuture() : owner.close();
  }

  private void checkProgress() {
    RedisConnection current = connection;
    long silent = System.nanoTime() - lastProgress;
    if (current != null && inFlight > 0 && silent > timeoutNanos) {
      lost(current, "no reply for " + TimeUnit.NANOSECONDS.toMillis(silent) + " ms");
    }
  }

  private Throwable failure(RedisConnection target, Throwable cause) {
    if (cause instanceof ErrorType error && !error.is("CONNECTION_CLOSED")) {
      return notExecuted(error) ? new StoreUnavailableException(refusal(error), error) : error;
    }
    lost(target, Credentials.reason(cause));
    return new OutcomeUnknownException("The connection to Redis was lost.", cause);
  }

  private static String refusal(ErrorType error) {
    return error.is("OOM") ? "Redis is out of memory." : "Redis does not accept commands now.";
  }

  private static boolean notExecuted(ErrorType error) {
    return error.is("LOADING")
        || error.is("READONLY")
        || error.is("OOM")
        || error.is("MISCONF")
        || error.is("MASTERDOWN")
        || error.is("NOREPLICAS")
        || error.is("CLUSTERDOWN")
        || error.is("BUSY");
  }

  private String where() {
    return Credentials.masked(url);
  }

  private static Request evalRequest(
      Command command, String script, List<String> keys, List<?> args) {
    Request request = Request.cmd(command).arg(script).arg(keys.size());
    keys.forEach(request::arg);
    for (Object arg : args) {
      if (arg instanceof byte[] bytes) {
        request.arg(bytes);
      } else {
        request.arg(arg.toString());
      }
    }
    return request;
  }
}
