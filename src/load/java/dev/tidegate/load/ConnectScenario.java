package dev.tidegate.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Sessions that come all together, are cut off, and come again with what they still hold. */
final class ConnectScenario implements Scenario {
  private static final long PATIENCE = 120_000_000_000L;

  @Override
  public void run(Run run) {
    Knobs knobs = run.knobs;
    Documents documents = new Documents(run.target, knobs.count("documents"));
    documents.create();
    int watched = Math.min(documents.count(), knobs.count("watched"));
    int count = knobs.count("sessions");
    int moved = Math.min(documents.count(), knobs.count("moved"));
    int cycles = knobs.count("cycles");
    List<@Nullable WatchingSession> held = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      held.add(null);
    }
    List<Watch> watches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int first = (int) (Skew.fraction(i) * documents.count());
      watches.add(
          new Watch(
              run.target.collection(),
              first,
              watched,
              documents.count(),
              false,
              knobs.nanos("interval") / 1_000_000));
    }
    int lookEach = Math.max(1, cycles / Math.max(1, knobs.count("looks")));
    MemoryAfter memory = new MemoryAfter(run);
    run.begin();
    long connects = 0;
    for (int cycle = 0; cycle < cycles; cycle++) {
      long[] before = documents.revs.clone();
      if (cycle > 0) {
        move(run, moved);
      }
      documents.read();
      Storm storm = new Storm(run, count);
      List<WatchingSession> sessions =
          storm.open(cycle, watches, knobs.flag("resume") ? held : null);
      connects += count;
      check(run, cycle, documents, before, sessions, knobs.flag("resume") && cycle > 0);
      storm.close(sessions);
      for (int i = 0; i < count; i++) {
        held.set(i, sessions.get(i));
      }
      run.await("pause", knobs.nanos("pause"), true, () -> false);
      if (cycle == 0 || cycle == cycles - 1 || (cycle + 1) % lookEach == 0) {
        memory.look(connects);
      }
    }
    memory.derive();
    run.end();
    run.deriveCpu("connection", connects);
  }

  private static void move(Run run, int moved) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < moved; i++) {
      lines.append("{\"op\":\"adjust\",\"id\":\"").append(ChangeScanner.id(i));
      lines.append("\",\"doc\":{\"sold\":1}}\n");
    }
    try {
      if (moved > 0) {
        run.target.call("POST", run.target.path() + "/_bulk", lines.toString());
      }
    } catch (IOException e) {
      throw new UsageException("the gateway rejected a bulk request: " + e);
    }
  }

  /** Checks that each session has the states of GET and received only what it lacked. */
  private static void check(
      Run run,
      int cycle,
      Documents documents,
      long[] before,
      List<WatchingSession> sessions,
      boolean resumed) {
    long stale = 0;
    long sent = 0;
    long lacking = 0;
    for (WatchingSession session : sessions) {
      sent += session.snapshotDocuments();
      for (int slot = 0; slot < session.watch().count(); slot++) {
        int document = session.watch().document(slot);
        stale += session.isReady() && session.rev(slot) != documents.revs[document] ? 1 : 0;
        lacking += !resumed || before[document] != documents.revs[document] ? 1 : 0;
      }
    }
    FanoutScenario.expectNone(run, stale, "documents are not at their session as GET answers them");
    if (sent > lacking) {
      run.findings.add(
          "cycle "
              + cycle
              + ": "
              + sent
              + " documents were sent, and "
              + lacking
              + " were lacking");
    }
    run.derived.put(
        resumed ? "documents resent when resuming" : "documents sent at first", (double) sent);
  }

  /** All sessions of one cycle. */
  private static final class Storm implements WatchingSession.Listener {
    private final Run run;
    private final int count;
    private final AtomicInteger ready = new AtomicInteger();
    private final AtomicInteger gone = new AtomicInteger();

    Storm(Run run, int count) {
      this.run = run;
      this.count = count;
    }

    List<WatchingSession> open(
        int cycle, List<Watch> watches, @Nullable List<@Nullable WatchingSession> held) {
      List<WatchingSession> sessions = new ArrayList<>();
      double rate = run.knobs.number("rate");
      long start = System.nanoTime() + 50_000_000;
      for (int i = 0; i < count; i++) {
        Loop loop = run.loop(i);
        sessions.add(
            new WatchingSession(
                loop,
                run.target,
                watches.get(i),
                held == null ? null : held.get(i),
                new AtomicLong(),
                this));
      }
      for (int l = 0; l < run.loops.size(); l++) {
        int from = l;
        Loop loop = run.loops.get(l);
        loop.call(
            () -> {
              for (int i = from; i < count; i += run.loops.size()) {
                int n = i;
                long due = rate > 0 ? start + new Schedule(rate, 0).dueNanos(i) : start;
                sessions.get(n).plan(due);
                loop.at(
                    due, () -> sessions.get(n).connect(run.target.address(), run.target.source(n)));
              }
              return true;
            });
      }
      if (!run.await("cycle " + cycle, PATIENCE, true, () -> ready.get() + gone.get() >= count)) {
        run.findings.add(
            "cycle "
                + cycle
                + ": only "
                + ready
                + " of "
                + count
                + " sessions had their snapshot in time");
      }
      FanoutScenario.expectNone(run, gone.get(), "sessions could not connect");
      return sessions;
    }

    /** Closes the sessions: half of them without a close frame. */
    void close(List<WatchingSession> sessions) {
      for (int l = 0; l < run.loops.size(); l++) {
        int from = l;
        run.loops
            .get(l)
            .call(
                () -> {
                  for (int i = from; i < count; i += run.loops.size()) {
                    if (i % 2 == 0) {
                      sessions.get(i).leave();
                    } else {
                      sessions.get(i).bid();
                    }
                  }
                  return true;
                });
      }
    }

    @Override
    public void ready(WatchingSession session) {
      session.recordReady();
      ready.incrementAndGet();
    }

    @Override
    public void gone(WatchingSession session, String why) {
      gone.incrementAndGet();
    }
  }
}
