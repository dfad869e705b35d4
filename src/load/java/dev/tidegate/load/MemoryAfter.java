package dev.tidegate.load;

/** The gateway's memory after so many connections have come and gone: what they left there. */
final class MemoryAfter {
  private final Run run;
  private long firstConnections;
  private long firstHeapKb;
  private long lastConnections;
  private long lastHeapKb;

  MemoryAfter(Run run) {
    this.run = run;
  }

  void look(long connections) {
    IdleScenario.collectGarbage(run);
    long heapKb = IdleScenario.heapKb(run);
    if (firstConnections == 0) {
      firstConnections = connections;
      firstHeapKb = heapKb;
    }
    lastConnections = connections;
    lastHeapKb = heapKb;
    String when = String.format(" MB after %,9d connections", connections);
    run.derived.put("gateway heap" + when, heapKb / 1024.0);
    // The heap's own part of it is what the collector chose to keep for garbage to come.
    long rssKb = run.resources.mark().of("gateway").rssKb();
    run.derived.put(
        "gateway RSS less heap" + when, (rssKb - IdleScenario.heapKb(run, "committed")) / 1024.0);
  }

  /** From the first look to the last, so that what is loaded and made once does not count. */
  void derive() {
    if (lastConnections > firstConnections && lastHeapKb > 0) {
      run.derived.put(
          "gateway bytes of heap left a connection",
          (lastHeapKb - firstHeapKb) * 1024.0 / (lastConnections - firstConnections));
    }
  }
}
