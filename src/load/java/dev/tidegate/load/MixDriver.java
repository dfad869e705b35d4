package dev.tidegate.load;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends a mix of requests: at planned moments, or as users who wait for each answer. */
final class MixDriver implements Loop.Driver {
  private final Loop loop;
  private final HttpPool pool;
  private final RequestMaker maker;
  private final RequestKind[] kinds;
  private final double[] upTo;
  private final @Nullable Schedule schedule;
  private final int users;
  private final long thinkNanos;
  private final long[] adjusted;
  private final long[] revs;
  private final Map<RequestKind, Stats.Counter> done = new EnumMap<>(RequestKind.class);
  private final Stats.Counter documents;
  private long start;
  private long issued;
  private long underWay;
  private long unknown;
  private boolean stopped;

  MixDriver(Run run, Loop loop, int share, Documents documents) {
    this.loop = loop;
    Knobs knobs = run.knobs;
    pool =
        new HttpPool(
            loop,
            run.target.address(),
            knobs.count("connections") / share,
            knobs.count("pipeline"));
    maker = new RequestMaker(run.target, documents, knobs);
    Map<String, Double> weights = knobs.weights("mix");
    double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    kinds = weights.keySet().stream().map(RequestKind::of).toArray(RequestKind[]::new);
    upTo = weights.values().stream().mapToDouble(weight -> weight / sum).toArray();
    for (int i = 1; i < upTo.length; i++) {
      upTo[i] += upTo[i - 1];
    }
    users = knobs.count("users") / share;
    schedule =
        users > 0 ? null : new Schedule(knobs.number("rate") / share, knobs.number("jitter"));
    thinkNanos = knobs.nanos("think");
    adjusted = new long[documents.count()];
    revs = new long[documents.count()];
    for (RequestKind kind : kinds) {
      done.put(kind, loop.stats().count(kind.label()));
      loop.stats().latency(kind.label());
    }
    this.documents = loop.stats().count("documents");
  }

  void start() {
    start = System.nanoTime();
    if (schedule != null) {
      loop.add(this);
    }
    for (int i = 0; i < users; i++) {
      // Spread over one thinking time, as people are.
      loop.at(start + (long) (Skew.fraction(i) * thinkNanos), this::next);
    }
  }

  void stop() {
    stopped = true;
    loop.remove(this);
  }

  boolean isQuiet() {
    return stopped && underWay == 0;
  }

  long adjusted(int document) {
    return adjusted[document];
  }

  long rev(int document) {
    return revs[document];
  }

  long unknown() {
    return unknown;
  }

  @Override
  public long drive(long nanos) {
    while (schedule != null) {
      long due = start + schedule.dueNanos(issued);
      if (due > nanos) {
        return due;
      }
      send(due);
    }
    return Long.MAX_VALUE;
  }

  private void next() {
    if (!stopped) {
      send(System.nanoTime());
    }
  }

  private void send(long planned) {
    double x = Skew.fraction(~issued);
    issued++;
    int k = 0;
    while (k < kinds.length - 1 && x >= upTo[k]) {
      k++;
    }
    RequestKind kind = kinds[k];
    byte[] request = maker.make(kind);
    int chosen = maker.chosen();
    underWay++;
    pool.request(
        request,
        (status, bytes, from, to) -> answered(kind, chosen, planned, status, bytes, from, to));
  }

  private void answered(
      RequestKind kind, int chosen, long planned, int status, byte[] bytes, int from, int to) {
    underWay--;
    long now = System.nanoTime();
    int size = maker.documentsIn(kind);
    if (kind.isSuccess(status)) {
      Stats.record(loop.stats().latency(kind.label()), (now - planned) / 1000);
      Stats.Counter counter = done.get(kind);
      if (counter != null) {
        counter.add(1);
      }
      documents.add(size);
      if (kind.writes()) {
        accept(kind, chosen, size, bytes, from, to);
      }
    } else {
      unknown += kind.writes() ? size : 0;
      loop.stats()
          .error(kind.label() + (status == 0 ? " without an answer" : " answered " + status));
    }
    if (users > 0) {
      loop.at(now + thinkNanos, this::next);
    }
  }

  private void accept(RequestKind kind, int chosen, int size, byte[] bytes, int from, int to) {
    int[] lines = new int[1];
    ChangeScanner.scan(
        bytes,
        from,
        to,
        (document, rev, counter) -> {
          lines[0]++;
          if (document < revs.length) {
            revs[document] = Math.max(revs[document], rev);
            adjusted[document] += kind == RequestKind.BULK ? 1 : 0;
          }
        });
    if (kind == RequestKind.ADJUST) {
      adjusted[chosen]++;
    }
    if (lines[0] < size) {
      unknown += size - lines[0];
      loop.stats().error(kind.label() + " line rejected");
    }
  }
}
