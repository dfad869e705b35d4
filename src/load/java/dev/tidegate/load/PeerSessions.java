package dev.tidegate.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The subscribers of a run, opened a bounded number at a time, all on its first loop. */
final class PeerSessions {
  private static final int OPENING = 100;
  private static final long PATIENCE = 30_000_000_000L;

  private final Run run;
  private final Peer peer;
  private final List<PeerSession> all = new ArrayList<>();
  private final List<Connection> connections = new ArrayList<>();
  private final AtomicInteger ready = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicLong covered = new AtomicLong();

  PeerSessions(Run run, Peer peer) {
    this.run = run;
    this.peer = peer;
  }

  /** Opens them and waits until each is subscribed. */
  void open(int count, int documents, SentChanges sent) {
    Knobs knobs = run.knobs;
    boolean every = knobs.text("mode").equals("every");
    int watched = every ? documents : Math.min(documents, knobs.count("watched"));
    while (all.size() < count) {
      int to = Math.min(count, all.size() + OPENING);
      while (all.size() < to) {
        int n = all.size();
        int first = every ? 0 : (int) (Skew.fraction(n) * documents);
        Watch watch = new Watch(run.target.collection(), first, watched, documents, every, 0);
        PeerSession session =
            new PeerSession(run.first(), watch, this, covered, sent, peer.merges());
        Connection connection = peer.subscriber(run.first(), run.target, watch, session);
        all.add(session);
        connections.add(connection);
        run.first()
            .call(
                () -> {
                  connection.connect(run.target.address(), run.target.source(n));
                  return true;
                });
      }
      if (!run.await("connect", PATIENCE, false, () -> ready.get() + lost.get() >= to)
          || lost.get() > 0) {
        run.collect();
        throw new UsageException(
            "only " + ready + " of " + count + " could subscribe " + run.whole.errors().keySet());
      }
    }
    run.print(count + " sessions are subscribed");
  }

  List<PeerSession> all() {
    return all;
  }

  /** Returns the number of changes that all sessions received, including merged ones. */
  long covered() {
    return covered.getOpaque();
  }

  int lostSessions() {
    return lost.get();
  }

  void ready() {
    ready.incrementAndGet();
  }

  void lost() {
    lost.incrementAndGet();
  }

  void close() {
    run.first()
        .call(
            () -> {
              all.forEach(PeerSession::leave);
              connections.forEach(connection -> connection.end("left"));
              return true;
            });
  }
}
