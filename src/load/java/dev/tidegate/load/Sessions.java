package dev.tidegate.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/** The sessions of a run, opened a bounded number at a time and spread over the loops. */
final class Sessions implements WatchingSession.Listener {
  private static final int OPENING = 200;
  private static final long PATIENCE = 120_000_000_000L;

  private final Run run;
  private final List<WatchingSession> all = new ArrayList<>();
  private final List<AtomicLong> covered = new ArrayList<>();
  private final AtomicInteger ready = new AtomicInteger();
  private final AtomicInteger gone = new AtomicInteger();

  Sessions(Run run) {
    this.run = run;
    run.loops.forEach(loop -> covered.add(new AtomicLong()));
  }

  /** Opens them and waits until each has its snapshot. */
  void open(int count, IntFunction<Watch> watch) {
    while (all.size() < count) {
      int from = all.size();
      int to = Math.min(count, from + OPENING);
      for (int i = from; i < to; i++) {
        Loop loop = run.loop(i);
        WatchingSession session =
            new WatchingSession(
                loop, run.target, watch.apply(i), null, covered.get(i % covered.size()), this);
        all.add(session);
        int n = i;
        loop.call(
            () -> {
              session.connect(run.target.address(), run.target.source(n));
              return true;
            });
      }
      if (!run.await("connect", PATIENCE, false, () -> ready.get() + gone.get() >= to)
          || gone.get() > 0) {
        run.collect();
        throw new UsageException(
            "only "
                + ready
                + " of "
                + count
                + " sessions could subscribe "
                + run.whole.errors().keySet()
                + (run.whole.errors().containsKey("session Too many open files")
                    ? "; a session takes a descriptor: raise the hard limit (ulimit -Hn)"
                    : ""));
      }
    }
    run.print(count + " sessions are subscribed");
  }

  List<WatchingSession> all() {
    return all;
  }

  /** Returns the number of changes that all sessions received, including merged ones. */
  long covered() {
    long sum = 0;
    for (int i = 0; i < covered.size(); i++) {
      sum += covered.get(i).getOpaque();
    }
    return sum;
  }

  int gone() {
    return gone.get();
  }

  void close() {
    for (int i = 0; i < run.loops.size(); i++) {
      Loop loop = run.loops.get(i);
      int n = i;
      loop.call(
          () -> {
            for (int s = n; s < all.size(); s += run.loops.size()) {
              all.get(s).leave();
            }
            return true;
          });
    }
  }

  @Override
  public void ready(WatchingSession session) {
    ready.incrementAndGet();
  }

  @Override
  public void gone(WatchingSession session, String why) {
    gone.incrementAndGet();
  }
}
