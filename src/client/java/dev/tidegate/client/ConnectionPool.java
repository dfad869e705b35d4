package dev.tidegate.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP/1.1 connections to one gateway. Each carries one request at a time; further requests
 * wait in order. Thread-safe.
 */
final class ConnectionPool {
  private final HttpClient http;
  private final String base;
  private final int limit;
  private final Duration timeout;
  private final Map<String, Supplier<String>> headers;
  private final Executor executor;
  private final ScheduledExecutorService scheduler;
  private final Queue<Exchange> waiting = new ArrayDeque<>();
  private int busy;
  private boolean closed;

  /**
   * Creates a pool, whose connections open on demand.
   *
   * @param base start of every request URI, without a slash at the end
   * @param headers sent with each request; values are read for each attempt
   * @param executor where the client works and futures complete
   * @param scheduler for time limits
   */
  ConnectionPool(
      HttpClient http,
      String base,
      int limit,
      Duration timeout,
      Map<String, Supplier<String>> headers,
      Executor executor,
      ScheduledExecutorService scheduler) {
    this.http = http;
    this.base = base;
    this.limit = limit;
    this.timeout = timeout;
    this.headers = Map.copyOf(headers);
    this.executor = executor;
    this.scheduler = scheduler;
  }

  /**
   * Sends a request once. The future completes with any response, or fails with {@link
   * ConnectionFailedException}, on the executor.
   */
  CompletableFuture<ApiResponse> send(ApiRequest request) {
    Exchange exchange = new Exchange(request);
    boolean rejected;
    synchronized (this) {
      rejected = closed;
      if (!closed && busy >= limit) {
        waiting.add(exchange);
        return exchange.result;
      }
      busy++;
    }
    if (rejected) {
      exchange.fail(closed(), false);
    } else {
      exchange.start();
    }
    return exchange.result;
  }

  /** Fails all requests, now and later. */
  void close() {
    List<Exchange> dropped;
    synchronized (this) {
      closed = true;
      dropped = List.copyOf(waiting);
      waiting.clear();
      busy += dropped.size();
    }
    dropped.forEach(exchange -> exchange.fail(closed(), false));
    http.shutdownNow();
  }

  private static IOException closed() {
    return new IOException("The client is closed");
  }

  private void startNext() {
    Exchange next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        busy--;
        return;
      }
    }
    next.start();
  }

  /** One request and its response. */
  private final class Exchange {
    private final ApiRequest request;
    private final CompletableFuture<ApiResponse> result = new CompletableFuture<>();
    private final AtomicBoolean done = new AtomicBoolean();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private volatile HttpResponse.@Nullable ResponseInfo response;
    private volatile @Nullable Future<?> timer;

    Exchange(ApiRequest request) {
      this.request = request;
    }

    void start() {
      try {
        CompletableFuture<?> sent = http.sendAsync(httpRequest(), this::subscriber);
        timer = scheduler.schedule(() -> expire(sent), timeout.toNanos(), TimeUnit.NANOSECONDS);
        sent.whenComplete(
            (response, failure) -> {
              if (failure != null) {
                fail(failure, true);
              }
            });
        if (done.get()) {
          cancelTimer();
        }
      } catch (RuntimeException e) { // from a header's supplier
        executor.execute(() -> fail(e, false)); // not here: the next request starts within fail
      }
    }

    private HttpRequest httpRequest() {
      HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + request.path()));
      headers.forEach((name, value) -> builder.setHeader(name, value.get()));
      request.headers().forEach(builder::setHeader);
      return builder
          .method(
              request.method(),
              request.body().length == 0
                  ? HttpRequest.BodyPublishers.noBody()
                  : HttpRequest.BodyPublishers.ofByteArray(request.body()))
          .build();
    }

    // The future of sendAsync completes in the common pool, which costs a thread switch or, on
    // small machines, a new thread. The subscriber completes on the executor.
    private BodySubscriber<Void> subscriber(HttpResponse.ResponseInfo head) {
      response = head;
      BodySubscriber<Void> body =
          BodySubscribers.ofByteArrayConsumer(bytes -> bytes.ifPresent(this::received));
      body.getBody()
          .whenComplete(
              (end, failure) -> {
                if (failure == null) {
                  succeed(received(head));
                } else {
                  fail(failure, true);
                }
              });
      return body;
    }

    private void received(byte[] bytes) {
      synchronized (received) {
        received.writeBytes(bytes);
      }
    }

    private ApiResponse received(HttpResponse.ResponseInfo head) {
      synchronized (received) {
        return new ApiResponse(head.statusCode(), head.headers(), received.toByteArray());
      }
    }

    private void succeed(ApiResponse response) {
      if (finish()) {
        executor.execute(() -> result.complete(response));
      }
    }

    private void expire(CompletableFuture<?> sent) {
      fail(new IOException("No complete response within " + timeout.toMillis() + " ms"), true);
      sent.cancel(true);
    }

    void fail(Throwable failure, boolean sent) {
      if (finish()) {
        ConnectionFailedException failed = failure(failure, sent);
        executor.execute(() -> result.completeExceptionally(failed));
      }
    }

    private boolean finish() {
      if (!done.compareAndSet(false, true)) {
        return false;
      }
      cancelTimer();
      startNext();
      return true;
    }

    private void cancelTimer() {
      Future<?> scheduled = timer;
      if (scheduled != null) {
        scheduled.cancel(false);
      }
    }

    private ConnectionFailedException failure(Throwable failure, boolean sent) {
      Throwable cause =
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure;
      boolean connected =
          !(cause instanceof ConnectException
              || cause instanceof HttpConnectTimeoutException
              || cause instanceof SSLHandshakeException);
      HttpResponse.ResponseInfo head = response;
      return new ConnectionFailedException(
          connected ? text(cause) : "No connection to " + base + ": " + text(cause),
          cause,
          head == null ? null : received(head),
          sent && connected && request.isWrite());
    }
  }

  private static String text(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "Unknown host";
      }
    }
    if (failure.getMessage() != null) {
      return failure.getMessage();
    }
    return failure instanceof ConnectException
        ? "Connection refused or host unreachable"
        : failure.getClass().getSimpleName();
  }
}
