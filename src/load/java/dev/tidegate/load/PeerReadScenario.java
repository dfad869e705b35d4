package dev.tidegate.load;

/** Reads of single documents by HTTP, so many at a time, from any server that has them. */
final class PeerReadScenario implements Scenario {
  private static final long PATIENCE = 5_000_000_000L;

  /** Sends the next request where one was answered. On its loop. */
  private static final class Reader {
    private final Loop loop;
    private final Target target;
    private final HttpPool pool;
    private final String path;
    private final Skew skew;
    private long issued;
    private int underWay;
    private boolean stopped;

    Reader(Run run) {
      loop = run.first();
      target = run.target;
      int users = run.knobs.count("users");
      pool = new HttpPool(loop, target.address(), users, 1);
      path = run.knobs.text("path");
      skew = Skew.zipf(run.knobs.count("documents"), 0);
      for (int i = 0; i < users; i++) {
        next();
      }
    }

    private void next() {
      long sent = System.nanoTime();
      String id = ChangeScanner.id(skew.pick(issued++));
      underWay++;
      pool.request(
          target.request("GET", path.replace("{id}", id), "", null),
          (status, bytes, from, to) -> answered(sent, status, to - from));
    }

    private void answered(long sent, int status, int length) {
      underWay--;
      if (status == 200 && length > 50) {
        Stats.record(loop.stats().latency("get"), (System.nanoTime() - sent) / 1000);
      } else {
        loop.stats().error("answered " + status + " with " + length + " bytes");
        stopped |= status == 0;
      }
      if (!stopped) {
        next();
      }
    }
  }

  @Override
  public void run(Run run) {
    if (run.knobs.text("protocol").equals("tidegate")) {
      new TidegatePeer().prepare(run.target, run.knobs.count("documents"));
    }
    Reader reader = run.first().call(() -> new Reader(run));
    run.warmUp(run.knobs.nanos("warmup"));
    run.measure(run.knobs.nanos("duration"));
    run.first().call(() -> reader.stopped = true);
    boolean quiet =
        run.await("drain", PATIENCE, false, () -> run.first().call(() -> reader.underWay == 0));
    run.collect();
    long read = run.measured.latency("get").getTotalCount();
    run.deriveCpu("request", read);
    run.derived.put("requests a second", read / run.seconds());
    if (!quiet) {
      run.findings.add("requests were left without an answer");
    }
    long errors = run.whole.errors().values().stream().mapToLong(Stats.Counter::value).sum();
    FanoutScenario.expectNone(run, errors, "requests failed");
  }
}
