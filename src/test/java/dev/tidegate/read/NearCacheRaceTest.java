package dev.tidegate.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.model.Change;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Position;
import dev.tidegate.model.Shards;
import dev.tidegate.model.Values;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A writer, a feed that trails it, and readers, on threads of their own. */
class NearCacheRaceTest {
  private static final int WRITES = 200_000;
  private static final int DOCUMENTS = 3;
  private static final Position SOMEWHERE = new Position("e", 0);

  private final NearCache cache =
      new NearCache(1 << 20, new Shards(1), new FeedStatus(() -> Instant.EPOCH));
  private final AtomicReferenceArray<DocumentState> store = new AtomicReferenceArray<>(DOCUMENTS);
  private final BlockingQueue<Change> log = new LinkedBlockingQueue<>(64);
  private final AtomicBoolean written = new AtomicBoolean();

  private static DocumentKey key(int document) {
    return new DocumentKey("items", "d" + document);
  }

  private static Values values(long rev) {
    return Values.of(new byte[][] {Long.toString(rev).getBytes(StandardCharsets.US_ASCII)});
  }

  @Test
  void whateverOvertakesWhatNothingOldIsKeptOrAnsweredAfterAWrite()
      throws ExecutionException, InterruptedException {
    for (int document = 0; document < DOCUMENTS; document++) {
      store.set(document, new DocumentState(key(document), 1, values(1)));
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      List<Future<?>> all = new ArrayList<>();
      all.add(pool.submit(this::write));
      all.add(pool.submit(this::follow));
      all.add(pool.submit(() -> read(1)));
      all.add(pool.submit(() -> read(2)));
      for (Future<?> one : all) {
        one.get();
      }
    }
    for (int document = 0; document < DOCUMENTS; document++) {
      DocumentState held = cache.find(key(document), 0);
      assertThat(held == null ? store.get(document) : held).isEqualTo(store.get(document));
    }
  }

  private Object write() throws InterruptedException {
    SplittableRandom random = new SplittableRandom(3);
    for (long rev = 2; rev < WRITES; rev++) {
      int document = random.nextInt(DOCUMENTS);
      DocumentState before = store.get(document);
      store.set(document, new DocumentState(before.key(), rev, values(rev)));
      log.put(new Change.Updated(before.key(), rev, before.rev(), values(rev), FieldSet.EMPTY));
      if (random.nextBoolean()) {
        cache.reached(before.key(), rev);
        DocumentState seen = cache.find(before.key(), 0);
        assertThat(seen == null ? rev : seen.rev()).isGreaterThanOrEqualTo(rev);
      }
    }
    written.set(true);
    return "written";
  }

  private void follow() {
    while (!written.get() || !log.isEmpty()) {
      Change change = log.poll();
      if (change != null) {
        cache.onChanges(new ChangeBatch(List.of(change), SOMEWHERE, SOMEWHERE));
      }
    }
  }

  private void read(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    while (!written.get()) {
      int document = random.nextInt(DOCUMENTS);
      DocumentState held = cache.find(key(document), 0);
      PendingRead load = new PendingRead();
      if (held == null && cache.begin(key(document), load) == null) {
        DocumentState found = store.get(document);
        if (random.nextBoolean()) {
          LockSupport.parkNanos(1);
        }
        cache.loaded(key(document), load, found);
      } else if (held != null) {
        assertThat(held.values()).as("values of their revision").isEqualTo(values(held.rev()));
      }
    }
  }
}
