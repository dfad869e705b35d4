package dev.tidegate.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A stream of writes to one collection, sent in bulk requests, one request at a time. While a
 * request is under way, further writes are queued for the next one.
 *
 * <pre>{@code
 * for (Row row : rows) {
 *   stream.ready().join(); // limits the memory
 *   stream.write(BulkOperation.put(row.id(), row).withKey(run + row.number()));
 * }
 * stream.finish().join();
 * }</pre>
 *
 * <p><b>Order.</b> Writes to one document are applied in the order of {@link #write}: a request
 * never contains two of them. Results complete in the order of {@code write} as well. Many writes
 * to few documents therefore need many requests.
 *
 * <p><b>Retries.</b> A write with a key is repeated like a single write; the other writes of the
 * stream wait meanwhile. A write without a key is repeated only if it was certainly not applied. If
 * a response ends early, its complete results count. If no write of a request succeeds until the
 * retry time has passed, the stream is broken: all queued and later writes complete as {@link
 * BulkResult.Failed}.
 *
 * <p><b>Threads.</b> Thread-safe. {@link #ready} is meant for one writing thread; several threads
 * must coordinate. Results complete on the executor of the client, or if the stream is broken, in
 * {@link #write}.
 */
public final class BulkStream {
  private static final Map<String, String> HEADERS = Map.of("content-type", "application/x-ndjson");

  private final String path;
  private final ConnectionPool pool;
  private final RetryPolicy policy;
  private final RetryTimer timer;
  private final BulkQueue queue;

  /** All writes whose results are incomplete, in order. */
  private final Deque<PendingWrite> incomplete = new ArrayDeque<>();

  private final CompletableFuture<Void> allComplete = new CompletableFuture<>();
  private CompletableFuture<Void> room = CompletableFuture.completedFuture(null);
  private int failedRequests;
  private boolean busy;
  private boolean completing;
  private boolean finished;
  private @Nullable TidegateException broken;

  /** A retry, after the delay. */
  private record Retry(TidegateException cause, Duration delay) {}

  BulkStream(
      String path, BulkOptions options, ConnectionPool pool, RetryPolicy policy, RetryTimer timer) {
    this.path = path;
    this.queue = new BulkQueue(options);
    this.pool = pool;
    this.policy = policy;
    this.timer = timer;
  }

  /**
   * Queues a write. The future completes with its result and doesn't fail.
   *
   * @throws IllegalStateException if the queue is full or the stream is finished
   */
  public CompletableFuture<BulkResult> write(BulkOperation operation) {
    PendingWrite write = new PendingWrite(operation);
    synchronized (this) {
      if (finished) {
        throw new IllegalStateException("The bulk stream is finished. Open another one.");
      }
      if (broken != null) {
        write.giveUp(broken);
        write.complete();
        return write.result();
      }
      if (queue.isFull()) {
        throw new IllegalStateException("The bulk queue is full. Wait for ready() before a write.");
      }
      incomplete.add(write);
      queue.add(write);
      closeIfFull();
    }
    sendNext();
    return write.result();
  }

  /** Queues all writes of a stream without a queue limit, before it sends the first request. */
  List<CompletableFuture<BulkResult>> writeAll(List<BulkOperation> operations) {
    synchronized (this) {
      busy = true;
    }
    List<CompletableFuture<BulkResult>> results = operations.stream().map(this::write).toList();
    resume();
    return results;
  }

  /** Returns a future that completes when the queue has room for another write. */
  public synchronized CompletableFuture<Void> ready() {
    return room.copy();
  }

  /** Ends the stream. The future completes after the results of all writes. */
  public CompletableFuture<Void> finish() {
    synchronized (this) {
      finished = true;
    }
    completeResults();
    return allComplete.copy();
  }

  private void closeIfFull() {
    if (queue.isFull() && room.isDone()) {
      room = new CompletableFuture<>();
    }
  }

  private void sendNext() {
    List<PendingWrite> batch;
    CompletableFuture<Void> free;
    synchronized (this) {
      if (busy) {
        return;
      }
      batch = queue.takeBatch(failedRequests);
      busy = !batch.isEmpty();
      free = queue.isFull() ? CompletableFuture.completedFuture(null) : room;
    }
    free.complete(null);
    if (batch.isEmpty()) {
      return;
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (PendingWrite write : batch) {
      write.startAttempt(policy);
      body.writeBytes(write.line());
    }
    pool.send(new ApiRequest("POST", path, HEADERS, body.toByteArray(), false))
        .whenComplete((response, failure) -> end(batch, response, failure));
  }

  private void end(
      List<PendingWrite> batch, @Nullable ApiResponse response, @Nullable Throwable failure) {
    Retry retry;
    synchronized (this) {
      ApiResponse results = response == null ? partial(failure) : response;
      if (results != null && results.isSuccess()) {
        assignResults(batch, results, failure);
      } else {
        TidegateException cause = failure(response, failure);
        batch.forEach(write -> write.failed(cause, policy));
      }
      retry = prepareRetry(batch);
    }
    completeResults();
    if (retry == null) {
      resume();
      return;
    }
    policy.notify(failedRequests, retry.delay(), retry.cause());
    timer
        .pause(retry.delay())
        .thenAccept(
            elapsed -> {
              if (elapsed) {
                resume();
              } else {
                breakOff(retry.cause());
              }
            });
  }

  private static @Nullable ApiResponse partial(@Nullable Throwable failure) {
    return failure instanceof ConnectionFailedException cut ? cut.partial() : null;
  }

  private static TidegateException failure(
      @Nullable ApiResponse response, @Nullable Throwable failure) {
    if (response != null) {
      return response.failure(true);
    }
    return failure instanceof TidegateException known
        ? known
        : new ConnectionFailedException(String.valueOf(failure), failure, null, true);
  }

  private void assignResults(
      List<PendingWrite> batch, ApiResponse response, @Nullable Throwable cut) {
    List<JsonNode> results = results(response.body());
    String missing = cut == null ? "The bulk response ended early" : cut.getMessage();
    int count = Math.min(results.size(), batch.size());
    if (count > 0 && count < batch.size() && !results.get(count - 1).has("id")) {
      count--; // the error of the whole request
      missing += ": " + Problem.of(response.status(), results.get(count).path("error"), null);
    }
    for (int i = 0; i < count; i++) {
      if (!results.get(i).path("id").asText(batch.get(i).id()).equals(batch.get(i).id())) {
        missing = "The bulk response contains another document";
        count = i;
        break;
      }
      JsonNode error = results.get(i).path("error");
      if (error.isMissingNode()) {
        batch.get(i).written(results.get(i).path("rev").asLong());
      } else {
        Problem problem = Problem.of(response.status(), error, null);
        batch.get(i).failed(ProblemException.of(problem, true), policy);
      }
    }
    TidegateException cause =
        new ConnectionFailedException(String.valueOf(missing), cut, null, true);
    batch.subList(count, batch.size()).forEach(write -> write.failed(cause, policy));
  }

  private static List<JsonNode> results(byte[] body) {
    List<JsonNode> results = new ArrayList<>();
    try (MappingIterator<JsonNode> lines = Json.MAPPER.readerFor(JsonNode.class).readValues(body)) {
      while (lines.hasNextValue()) {
        results.add(lines.nextValue());
      }
    } catch (IOException e) {
      return results; // the results from here on are missing
    }
    return results;
  }

  /**
   * Queues the writes to repeat, and gives up those whose time has passed; null if none is left.
   */
  private @Nullable Retry prepareRetry(List<PendingWrite> batch) {
    boolean progress = batch.stream().anyMatch(PendingWrite::isAnswered);
    List<PendingWrite> failed = batch.stream().filter(write -> !write.hasOutcome()).toList();
    failedRequests = progress || failed.isEmpty() ? 0 : failedRequests;
    if (failed.isEmpty()) {
      return null;
    }
    failedRequests++;
    TidegateException cause = failed.getFirst().lastFailure();
    Duration delay = policy.delay(failedRequests, cause);
    List<PendingWrite> repeated = failed.stream().filter(write -> write.mayWait(delay)).toList();
    if (timer.isStopped() || (!progress && repeated.size() < failed.size())) {
      failed.forEach(write -> write.giveUp(write.lastFailure()));
      giveUpQueued(cause);
      return null;
    }
    failed.stream()
        .filter(write -> !write.mayWait(delay))
        .forEach(write -> write.giveUp(write.lastFailure()));
    queue.addFirst(repeated);
    closeIfFull();
    return repeated.isEmpty() ? null : new Retry(cause, delay);
  }

  private void giveUpQueued(TidegateException cause) {
    broken = cause;
    queue.drain(write -> write.giveUp(cause));
  }

  private void breakOff(TidegateException cause) {
    synchronized (this) {
      giveUpQueued(cause);
    }
    completeResults();
    resume();
  }

  private void resume() {
    synchronized (this) {
      busy = false;
    }
    sendNext();
  }

  /**
   * Completes the results in order, up to the first one that is unknown. One thread at a time:
   * otherwise the end of the stream could be complete before its last result.
   */
  private void completeResults() {
    for (PendingWrite next = nextComplete(false); next != null; next = nextComplete(true)) {
      next.complete();
    }
  }

  /** Returns the next write to complete; null if it has no outcome, or if another thread works. */
  private @Nullable PendingWrite nextComplete(boolean working) {
    synchronized (this) {
      if (completing && !working) {
        return null;
      }
      completing = !incomplete.isEmpty() && incomplete.element().hasOutcome();
      if (completing) {
        return incomplete.remove();
      }
      if (!finished || !incomplete.isEmpty()) {
        return null;
      }
    }
    allComplete.complete(null);
    return null;
  }
}
