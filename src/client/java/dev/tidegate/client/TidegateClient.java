package dev.tidegate.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client of one gateway.
 *
 * <pre>{@code
 * try (TidegateClient client =
 *     TidegateClient.builder(URI.create("http://127.0.0.1:8080")).retryFor(Duration.ofMinutes(1)).build()) {
 *   CollectionClient products = client.collection("products");
 *   products.put("tea", Map.of("name", "Tea", "stock", 5), WriteOptions.key("import-1-tea")).join();
 *   products.adjust("tea", Map.of("stock", -2), WriteOptions.key("order-17-tea")).join();
 * }
 * }</pre>
 *
 * <p><b>Threads.</b> All methods are thread-safe and don't block. Futures complete on the executor
 * of the client. The default executor is one daemon thread: don't block in dependent stages, or use
 * their {@code Async} variants. The client needs no further threads from the caller.
 *
 * <p><b>Limits.</b> At most {@link Builder#connections} requests are sent at a time. Further
 * requests wait in memory: limit the number of unanswered calls. Responses are read into memory
 * completely.
 *
 * <p><b>Retries.</b> The client repeats a request if this is safe:
 *
 * <ul>
 *   <li>reads, and writes with a key: after a failed connection, an expired time limit, 429, 500,
 *       502, 503 (including {@code outcome_unknown}), and 504
 *   <li>writes without a key: only if the write was certainly not applied, that is, after a
 *       connection that was never established, 429, and 503 with a retry delay other than {@code
 *       outcome_unknown}
 * </ul>
 *
 * <p>The delays double from attempt to attempt, are randomized, and are not shorter than the
 * gateway asks for. When the time of {@link Builder#retryFor} has passed, the future fails with the
 * last failure.
 *
 * <p><b>Errors.</b> Futures fail with a {@link TidegateException}. Invalid arguments throw {@link
 * IllegalArgumentException} from the method itself. To cancel a future doesn't abort its request.
 */
public final class TidegateClient implements AutoCloseable {
  private static final Pattern COLLECTION = Pattern.compile("[A-Za-z0-9_-]+");

  private final ConnectionPool pool;
  private final RetryPolicy policy;
  private final RetryTimer timer;
  private final RetryingSender sender;
  private final ScheduledThreadPoolExecutor scheduler;

  private TidegateClient(Builder options) {
    Executor chosen = options.executor == null ? oneThread() : options.executor;
    Executor executor =
        task -> {
          try {
            chosen.execute(task);
          } catch (RejectedExecutionException e) { // shut down: futures complete nevertheless
            task.run();
          }
        };
    scheduler =
        new ScheduledThreadPoolExecutor(
            1,
            daemon("tidegate-client-timer"),
            new ThreadPoolExecutor.DiscardPolicy()); // after close, no time limit is needed
    scheduler.setRemoveOnCancelPolicy(true);
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(options.connectTimeout)
            .executor(executor)
            .build();
    pool =
        new ConnectionPool(
            http,
            options.base,
            options.connections,
            options.requestTimeout,
            options.headers,
            executor,
            scheduler);
    policy =
        new RetryPolicy(
            options.retryFor,
            new Backoff(options.firstDelay, options.maxDelay),
            options.retryListener);
    timer = new RetryTimer(scheduler, executor);
    sender = new RetryingSender(pool, policy, timer);
  }

  /**
   * Returns a builder with the default options.
   *
   * @param baseUri address of the gateway: scheme {@code http} or {@code https}, a host, and
   *     optionally a port and a path that precedes {@code /v1}
   */
  public static Builder builder(URI baseUri) {
    return new Builder(baseUri);
  }

  /** Returns access to a collection. Whether it exists is only known from its responses. */
  public CollectionClient collection(String name) {
    if (!COLLECTION.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Invalid collection name \"" + name + "\". Use letters, digits, _ and -.");
    }
    return new CollectionClient(name, sender, this::bulkStream);
  }

  /**
   * Stops retries for good. Requests that wait for their next attempt fail with the last failure.
   * Attempts under way continue, and the client still accepts requests.
   */
  public void stopRetries() {
    timer.stop();
  }

  /** Closes all connections. All unanswered and later requests fail. Doesn't wait. */
  @Override
  public void close() {
    timer.stop();
    pool.close();
    scheduler.shutdown();
  }

  private BulkStream bulkStream(String path, BulkOptions options) {
    return new BulkStream(path, options, pool, policy, timer);
  }

  /** Ends its thread when idle, because {@link #close} can't: futures complete after it. */
  private static Executor oneThread() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemon("tidegate-client"));
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  private static ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** The options of a client. Not thread-safe. */
  public static final class Builder {
    private static final Duration LONGEST_RETRY = Duration.ofHours(1);

    private final String base;
    private final Map<String, Supplier<String>> headers = new LinkedHashMap<>();
    private Duration connectTimeout = Duration.ofSeconds(2);
    private Duration requestTimeout = Duration.ofSeconds(30);
    private int connections = 16;
    private Duration retryFor = Duration.ofSeconds(30);
    private Duration firstDelay = Duration.ofMillis(50);
    private Duration maxDelay = Duration.ofSeconds(2);
    private RetryListener retryListener = (attempt, delay, cause) -> {};
    private @Nullable Executor executor;

    private Builder(URI baseUri) {
      String scheme = baseUri.getScheme();
      require(
          ("http".equals(scheme) || "https".equals(scheme))
              && baseUri.getHost() != null
              && baseUri.getRawQuery() == null
              && baseUri.getRawFragment() == null,
          "Invalid base URI \"" + baseUri + "\". Use an address such as http://127.0.0.1:8080.");
      this.base = baseUri.toString().replaceAll("/+$", "");
    }

    /** Sets the time limit for a new connection. Default: 2 s. */
    public Builder connectTimeout(Duration timeout) {
      requirePositive(timeout, "connectTimeout");
      connectTimeout = timeout;
      return this;
    }

    /** Sets the time limit of one attempt, up to the end of its response. Default: 30 s. */
    public Builder requestTimeout(Duration timeout) {
      requirePositive(timeout, "requestTimeout");
      requestTimeout = timeout;
      return this;
    }

    /** Sets the maximum number of connections, each with one request at a time. Default: 16. */
    public Builder connections(int count) {
      require(count >= 1, "Invalid number of connections " + count + ". Use 1 or more.");
      connections = count;
      return this;
    }

    /**
     * Sets how long a request is repeated. Default: 30 s; zero means no retries. At most one hour:
     * so long a gateway is guaranteed to know a key.
     */
    public Builder retryFor(Duration duration) {
      require(
          !duration.isNegative() && duration.compareTo(LONGEST_RETRY) <= 0,
          "Invalid retry time " + duration + ". Use zero to one hour.");
      retryFor = duration;
      return this;
    }

    /** Sets the delay before the first retry and the maximum delay. Default: 50 ms and 2 s. */
    public Builder retryDelays(Duration first, Duration max) {
      requirePositive(first, "first delay");
      require(first.compareTo(max) <= 0, "The first delay is longer than the maximum delay.");
      firstDelay = first;
      maxDelay = max;
      return this;
    }

    /** Sets the callback for retries. Default: none. */
    public Builder retryListener(RetryListener listener) {
      retryListener = listener;
      return this;
    }

    /** Adds a header to every request. */
    public Builder header(String name, String value) {
      return header(name, () -> value);
    }

    /**
     * Adds a header to every request.
     *
     * @param value called for each attempt, so that the value can change; must not block
     */
    public Builder header(String name, Supplier<String> value) {
      HttpRequest.newBuilder().header(name, "x"); // throws if the name can't be set
      headers.put(name, value);
      return this;
    }

    /** Adds the header {@code Authorization: Bearer TOKEN} to every request. */
    public Builder bearerToken(String token) {
      return bearerToken(() -> token);
    }

    /**
     * Adds the header {@code Authorization: Bearer TOKEN} to every request.
     *
     * @param token called for each attempt, so that the token can change; must not block
     */
    public Builder bearerToken(Supplier<String> token) {
      return header("Authorization", () -> "Bearer " + token.get());
    }

    /**
     * Sets the executor that processes responses and completes futures. The client doesn't shut it
     * down. Default: one daemon thread.
     */
    public Builder executor(Executor chosen) {
      executor = chosen;
      return this;
    }

    /** Creates the client. Connections open on demand. */
    public TidegateClient build() {
      return new TidegateClient(this);
    }

    private static void requirePositive(Duration duration, String name) {
      require(duration.isPositive(), "Invalid " + name + " " + duration + ". Use more than zero.");
    }

    private static void require(boolean met, String otherwise) {
      if (!met) {
        throw new IllegalArgumentException(otherwise);
      }
    }
  }
}
