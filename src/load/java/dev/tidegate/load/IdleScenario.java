package dev.tidegate.load;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Sessions that are subscribed and receive no changes: the memory of one. */
final class IdleScenario implements Scenario {
  @Override
  public void run(Run run) {
    Knobs knobs = run.knobs;
    Documents documents = new Documents(run.target, knobs.count("documents"));
    documents.create();
    int watched = Math.min(documents.count(), knobs.count("watched"));
    // The first sessions load code and fill pools, which is not the price of one more.
    Sessions first = open(run, documents, watched, knobs.count("warm_sessions"));
    first.close();
    run.warmUp(knobs.nanos("settle"));
    collectGarbage(run);
    long rss = run.resources.mark().of("gateway").rssKb();
    long heap = heapKb(run);
    int count = knobs.count("sessions");
    Sessions sessions = open(run, documents, watched, count);
    run.warmUp(knobs.nanos("settle"));
    collectGarbage(run);
    long rssThen = run.resources.mark().of("gateway").rssKb();
    long heapThen = heapKb(run);
    run.measure(knobs.nanos("duration"));
    run.derived.put("gateway KB RSS an idle session", (double) (rssThen - rss) / count);
    if (heap > 0) {
      run.derived.put("gateway KB heap an idle session", (double) (heapThen - heap) / count);
    }
    run.derived.put(
        "gateway cpu us a second and idle session",
        run.cpu("gateway") * 1e6 / run.seconds() / count);
    FanoutScenario.expectNone(run, sessions.gone(), "sessions ended that should have lived");
    sessions.close();
    run.warmUp(knobs.nanos("settle"));
    collectGarbage(run);
    run.derived.put(
        "gateway KB heap left a session after all are gone", (double) (heapKb(run) - heap) / count);
  }

  private static Sessions open(Run run, Documents documents, int watched, int count) {
    Sessions sessions = new Sessions(run);
    sessions.open(
        count,
        i ->
            new Watch(
                run.target.collection(),
                (int) (Skew.fraction(i) * documents.count()),
                watched,
                documents.count(),
                false,
                run.knobs.nanos("interval") / 1_000_000));
    return sessions;
  }

  /**
   * Collects garbage, so that only live memory counts. Needs a gateway on this machine and a JDK.
   */
  static void collectGarbage(Run run) {
    if (!run.knobs.flag("gc")) {
      return;
    }
    for (long pid : run.resources.servers().gateway()) {
      try {
        Process jcmd =
            new ProcessBuilder(
                    System.getProperty("java.home") + "/bin/jcmd", Long.toString(pid), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!jcmd.waitFor(60, TimeUnit.SECONDS) || jcmd.exitValue() != 0) {
          run.notes.add("the gateway's garbage could not be collected with jcmd");
        }
      } catch (IOException e) {
        run.notes.add("no jcmd: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns the used heap of the gateway from its metrics, or 0. */
  static long heapKb(Run run) {
    return heapKb(run, "used");
  }

  /**
   * Returns the heap.
   *
   * @param measure {@code used}, or {@code committed}: the memory that the heap has from the system
   */
  static long heapKb(Run run, String measure) {
    double bytes = 0;
    try {
      for (String line : run.target.call("GET", "/metrics", null).split("\n")) {
        if (line.startsWith("jvm_memory_" + measure + "_bytes{area=\"heap\"")) {
          bytes += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
        }
      }
    } catch (IOException e) {
      return 0;
    }
    return (long) (bytes / 1024);
  }
}
