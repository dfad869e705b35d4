package dev.tidegate.load;

/** The fan-out of any server that a {@link Peer} speaks to, with the same work for all. */
final class PeerScenario implements Scenario {
  private static final long MOST_STALL = 3_000_000_000L;
  private static final long SETTLE = 500_000_000L;

  @Override
  public void run(Run run) {
    Knobs knobs = run.knobs;
    Peer peer = Peer.of(knobs.text("protocol"));
    int documents = knobs.count("documents");
    peer.prepare(run.target, documents);
    SentChanges sent = new SentChanges(documents);
    PeerSessions sessions = new PeerSessions(run, peer);
    sessions.open(knobs.count("sessions"), documents, sent);
    int[] watchers = new int[documents];
    for (PeerSession session : sessions.all()) {
      for (int slot = 0; slot < session.watch().count(); slot++) {
        watchers[session.watch().document(slot)]++;
      }
    }
    BulkLoad.Pace pace =
        knobs.has("in_flight")
            ? new BulkLoad.Pace.Window(knobs.count("in_flight"))
            : new BulkLoad.Pace.Open(new Schedule(knobs.number("rate"), 0), 1);
    Loop loop = run.first();
    PeerWriter writer =
        loop.call(
            () ->
                new PeerWriter(
                    loop,
                    peer.publisher(loop, run.target),
                    pace,
                    sent,
                    watchers,
                    sessions::covered));
    run.warmUp(SETTLE); // not every server confirms a subscription
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
    reconcile(run, sent, sessions);
    long delivered = run.measured.countOf("delivered");
    run.deriveCpu("delivered change", delivered);
    run.derived.put("deliveries a second", delivered / run.seconds());
    sessions.close();
  }

  /** Waits for what is under way, as long as something still comes. */
  private static void drain(Run run, PeerWriter writer, PeerSessions sessions) {
    long before = -1;
    while (sessions.covered() > before) {
      before = sessions.covered();
      if (run.await(
          "drain", MOST_STALL, false, () -> sessions.covered() >= writer.expectedPairs())) {
        break;
      }
    }
    run.collect();
  }

  private static void reconcile(Run run, SentChanges sent, PeerSessions sessions) {
    long behind = 0;
    long pairs = 0;
    for (PeerSession session : sessions.all()) {
      for (int slot = 0; slot < session.watch().count(); slot++) {
        int document = session.watch().document(slot);
        behind += Math.max(0, sent.count(document) - session.counter(slot));
        pairs++;
      }
    }
    long lost = behind + run.whole.countOf("gaps");
    run.derived.put("reconciled pairs of session and document", (double) pairs);
    run.derived.put("changes lost", (double) lost);
    FanoutScenario.expectNone(run, sessions.lostSessions(), "sessions ended that should live");
    FanoutScenario.expectNone(run, lost, "changes never reached their session");
    FanoutScenario.expectNone(run, run.whole.countOf("repeated"), "changes came twice or late");
  }
}
