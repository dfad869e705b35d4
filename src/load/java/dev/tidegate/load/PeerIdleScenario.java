package dev.tidegate.load;

/** The memory that an idle subscribed session takes in any server that a {@link Peer} speaks to. */
final class PeerIdleScenario implements Scenario {
  @Override
  public void run(Run run) {
    Knobs knobs = run.knobs;
    Peer peer = Peer.of(knobs.text("protocol"));
    int documents = knobs.count("documents");
    int count = knobs.count("sessions");
    peer.prepare(run.target, documents);
    SentChanges nothing = new SentChanges(documents);
    // The first sessions load code and fill pools, which is not the price of one more.
    PeerSessions first = new PeerSessions(run, peer);
    first.open(knobs.count("warm_sessions"), documents, nothing);
    first.close();
    long before = memory(run);
    PeerSessions sessions = new PeerSessions(run, peer);
    sessions.open(count, documents, nothing);
    long after = memory(run);
    run.measure(knobs.nanos("duration"));
    run.derived.put("gateway KB RSS an idle session", (double) (after - before) / count);
    FanoutScenario.expectNone(run, sessions.lostSessions(), "sessions ended that should live");
    sessions.close();
  }

  private static long memory(Run run) {
    run.warmUp(run.knobs.nanos("settle"));
    IdleScenario.collectGarbage(run);
    return run.resources.mark().of("gateway").rssKb();
  }
}
