package dev.tidegate.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The writes of a bulk stream that wait for a request. Not thread-safe. */
final class BulkQueue {
  private final BulkOptions options;
  private final Deque<PendingWrite> writes = new ArrayDeque<>();
  private long bytes;

  BulkQueue(BulkOptions options) {
    this.options = options;
  }

  boolean isFull() {
    return bytes >= options.maxQueuedBytes();
  }

  void add(PendingWrite write) {
    writes.addLast(write);
    bytes += write.line().length;
  }

  /** Queues writes again, ahead of all others. */
  void addFirst(List<PendingWrite> repeated) {
    for (PendingWrite write : repeated.reversed()) {
      writes.addFirst(write);
      bytes += write.line().length;
    }
  }

  /**
   * Takes the writes of the next request, at most one for each document: a repeated write must not
   * follow a later one.
   *
   * @param failedRequests requests that failed one after the other: from the second one on, each
   *     halves the number of writes, so that a connection that is cut after some bytes suffices
   */
  List<PendingWrite> takeBatch(int failedRequests) {
    int maxLines = Math.max(1, options.maxLines() >> Math.clamp(failedRequests - 1, 0, 30));
    List<PendingWrite> batch = new ArrayList<>();
    List<PendingWrite> skipped = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    long size = 0;
    while (!writes.isEmpty() && batch.size() < maxLines && skipped.size() < options.maxLines()) {
      PendingWrite next = writes.getFirst();
      if (!batch.isEmpty() && size + next.line().length > options.maxBytes()) {
        break;
      }
      writes.removeFirst();
      bytes -= next.line().length;
      if (ids.add(next.id())) {
        batch.add(next);
        size += next.line().length;
      } else {
        skipped.add(next);
      }
    }
    addFirst(skipped);
    return batch;
  }

  void drain(Consumer<PendingWrite> consumer) {
    writes.forEach(consumer);
    writes.clear();
    bytes = 0;
  }
}
