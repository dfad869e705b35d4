package dev.tidegate.load;

import java.util.List;

/** Many sessions, moving documents: what a delivered change costs, and whether each one arrives. */
final class FanoutScenario implements Scenario {
  private static final long MOST_STALL = 10_000_000_000L;

  @Override
  public void run(Run run) {
    Knobs knobs = run.knobs;
    Documents documents = new Documents(run.target, knobs.count("documents"));
    boolean every = mode(knobs);
    int sessionCount = knobs.count("sessions");
    int watched = every ? documents.count() : Math.min(documents.count(), knobs.count("watched"));
    documents.create();
    run.print(documents.count() + " documents are there");
    int[] watchers = new int[documents.count()];
    Sessions sessions = new Sessions(run);
    sessions.open(
        sessionCount,
        i -> {
          int first = every ? 0 : (int) (Skew.fraction(i) * documents.count());
          Watch watch =
              new Watch(
                  run.target.collection(),
                  first,
                  watched,
                  documents.count(),
                  every,
                  knobs.nanos("interval") / 1_000_000);
          for (int slot = 0; slot < watched; slot++) {
            watchers[watch.document(slot)]++;
          }
          return watch;
        });
    Loop loop = run.first();
    HttpPool pool = new HttpPool(loop, run.target.address(), knobs.count("connections"), 1);
    BulkLoad.Pace pace =
        knobs.has("in_flight")
            ? new BulkLoad.Pace.Window(knobs.count("in_flight"))
            : new BulkLoad.Pace.Open(
                new Schedule(knobs.number("rate"), knobs.number("jitter")),
                Math.max(1, knobs.count("together")));
    int batch =
        Math.max(
            1,
            pace instanceof BulkLoad.Pace.Window w
                ? Math.min(
                    knobs.count("batch"), Math.ceilDiv(w.inFlight(), knobs.count("connections")))
                : knobs.count("batch"));
    BulkLoad writer =
        new BulkLoad(
            loop,
            run.target,
            pool,
            pace,
            Skew.zipf(documents.count(), knobs.number("skew")),
            batch,
            watchers,
            sessions::covered);
    loop.call(
        () -> {
          writer.start();
          return true;
        });
    run.warmUp(knobs.nanos("warmup"));
    run.measure(knobs.nanos("duration"));
    loop.call(
        () -> {
          writer.stop();
          return true;
        });
    drain(run, writer, sessions);
    reconcile(run, documents, writer, sessions.all());
    long delivered = run.measured.countOf("delivered");
    run.deriveCpu("delivered change", delivered);
    run.deriveCpu("write", run.measured.countOf("written"));
    run.derived.put("deliveries a second", delivered / run.seconds());
    sessions.close();
  }

  private static boolean mode(Knobs knobs) {
    return switch (knobs.text("mode")) {
      case "every" -> true;
      case "ids" -> false;
      default -> throw new UsageException("mode must be ids or every, not " + knobs.text("mode"));
    };
  }

  /** Waits for what is under way, as long as something still comes. */
  static void drain(Run run, BulkLoad writer, Sessions sessions) {
    long stall = run.knobs.has("stall") ? run.knobs.nanos("stall") : MOST_STALL;
    long before = -1;
    while (!run.await(
        "drain",
        stall,
        false,
        () ->
            run.first()
                .call(() -> writer.isQuiet() && sessions.covered() >= writer.expectedPairs()))) {
      if (sessions.covered() == before) {
        break;
      }
      before = sessions.covered();
    }
    run.collect();
  }

  /** Each session's state against the gateway's, and all deliveries against all writes. */
  static void reconcile(
      Run run, Documents documents, BulkLoad writer, List<WatchingSession> sessions) {
    documents.read();
    long lostWrites = 0;
    for (int i = 0; i < documents.count(); i++) {
      lostWrites += Math.max(0, writer.accepted(i) - documents.counters[i]);
    }
    Reconciliation found = Reconciliation.of(sessions, documents.revs, documents.counters);
    long ended = sessions.stream().filter(WatchingSession::isEnded).count();
    Stats whole = run.whole;
    run.derived.put("reconciled pairs of session and document", (double) found.pairs());
    run.derived.put("changes lost", (double) (found.lost() + whole.countOf("gaps")));
    expectNone(run, ended, "sessions ended that should have lived");
    expectNone(run, found.lost(), "changes never reached their session");
    expectNone(run, found.stale(), "documents are not at their session as GET answers them");
    expectNone(run, found.ahead(), "changes reached a session that GET does not know");
    expectNone(run, whole.countOf("gaps"), "changes were left out of an `every` subscription");
    expectNone(run, whole.countOf("repeated"), "changes came twice or out of order");
    expectNone(run, lostWrites, "accepted writes are not in the document");
    if (writer.unknown() > 0) {
      run.notes.add(writer.unknown() + " writes failed or were left without an answer");
    }
  }

  static void expectNone(Run run, long count, String what) {
    if (count > 0) {
      run.findings.add(String.format("%,d %s", count, what));
    }
  }
}
