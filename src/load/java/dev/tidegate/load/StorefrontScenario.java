package dev.tidegate.load;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Shoppers who come at planned moments, each through the whole of a visit. */
final class StorefrontScenario implements Scenario {
  private static final long PATIENCE = 30_000_000_000L;

  @Override
  public void run(Run run) {
    Documents documents = new Documents(run.target, run.knobs.count("documents"));
    documents.create();
    run.warmUp(run.knobs.nanos("settle"));
    Loop loop = run.first();
    Mall mall = new Mall(run, loop, documents.count());
    loop.call(
        () -> {
          mall.start();
          return true;
        });
    run.warmUp(run.knobs.nanos("warmup"));
    run.measure(run.knobs.nanos("duration"));
    loop.call(
        () -> {
          loop.remove(mall);
          return true;
        });
    run.await("drain", PATIENCE, false, () -> loop.call(() -> mall.inside.isEmpty()));
    run.collect();
    for (Shopper left : mall.inside) {
      run.findings.add("a shopper is stuck: " + left.missing());
    }
    documents.read();
    long lost = 0;
    for (int i = 0; i < documents.count(); i++) {
      lost += Math.max(0, mall.bought[i] - documents.counters[i]);
    }
    FanoutScenario.expectNone(run, lost, "accepted purchases are not in the documents");
    long visits = run.measured.countOf("visits");
    run.deriveCpu("visit", visits);
    run.derived.put("visits a second", visits / run.seconds());
  }

  /** Sends shoppers in. */
  private static final class Mall implements Loop.Driver, Shopper.Shop {
    private final Loop loop;
    private final Target target;
    private final HttpPool pool;
    private final Schedule schedule;
    private final long think;
    private final List<String> queries;
    private final long[] bought;
    private final Set<Shopper> inside = new HashSet<>();
    private long start;
    private long issued;

    Mall(Run run, Loop loop, int documents) {
      this.loop = loop;
      target = run.target;
      Knobs knobs = run.knobs;
      pool =
          new HttpPool(loop, target.address(), knobs.count("connections"), knobs.count("pipeline"));
      schedule = new Schedule(knobs.number("rate"), knobs.number("jitter"));
      think = knobs.nanos("think");
      queries = knobs.list("queries");
      bought = new long[documents];
    }

    void start() {
      start = System.nanoTime();
      loop.add(this);
    }

    @Override
    public long drive(long nanos) {
      while (true) {
        long due = start + schedule.dueNanos(issued);
        if (due > nanos) {
          return due;
        }
        Shopper shopper = new Shopper(loop, this, issued++);
        inside.add(shopper);
        shopper.enter(due);
      }
    }

    @Override
    public Target target() {
      return target;
    }

    @Override
    public HttpPool pool() {
      return pool;
    }

    @Override
    public long thinkNanos() {
      return think;
    }

    @Override
    public String query(long shopper) {
      return queries.get((int) (shopper % queries.size()));
    }

    @Override
    public void bought(int document) {
      if (document < bought.length) {
        bought[document]++;
      }
    }

    @Override
    public void left(Shopper shopper) {
      inside.remove(shopper);
      loop.stats().count("visits").add(1);
    }
  }
}
