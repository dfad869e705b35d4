package dev.tidegate.load;

import java.util.ArrayList;
import java.util.List;

/**
 * Requests: reads, writes, searches, or some of each. Each accepted write is looked for at the end.
 */
final class MixScenario implements Scenario {
  private static final long PATIENCE = 30_000_000_000L;

  @Override
  public void run(Run run) {
    Documents documents = new Documents(run.target, run.knobs.count("documents"));
    documents.create();
    run.print(documents.count() + " documents are there");
    run.warmUp(run.knobs.nanos("settle"));
    documents.read();
    List<MixDriver> drivers = new ArrayList<>();
    for (Loop loop : run.loops) {
      drivers.add(
          loop.call(
              () -> {
                MixDriver driver = new MixDriver(run, loop, run.loops.size(), documents);
                driver.start();
                return driver;
              }));
    }
    run.warmUp(run.knobs.nanos("warmup"));
    run.measure(run.knobs.nanos("duration"));
    boolean quiet = true;
    for (int i = 0; i < drivers.size(); i++) {
      Loop loop = run.loops.get(i);
      MixDriver driver = drivers.get(i);
      loop.call(
          () -> {
            driver.stop();
            return true;
          });
      quiet &= run.await("drain", PATIENCE, false, () -> loop.call(driver::isQuiet));
    }
    run.collect();
    if (!quiet) {
      run.findings.add("requests were left without an answer");
    }
    reconcile(run, documents, drivers);
    derive(run);
  }

  private static void reconcile(Run run, Documents documents, List<MixDriver> drivers) {
    documents.read();
    long lost = 0;
    long tooMany = 0;
    long older = 0;
    long unknown = drivers.stream().mapToLong(MixDriver::unknown).sum();
    for (int i = 0; i < documents.count(); i++) {
      int document = i;
      long adjusted = drivers.stream().mapToLong(driver -> driver.adjusted(document)).sum();
      lost += Math.max(0, adjusted - documents.counters[i]);
      tooMany += Math.max(0, documents.counters[i] - adjusted);
      long rev = drivers.stream().mapToLong(driver -> driver.rev(document)).max().orElse(0);
      older += documents.revs[i] < rev ? 1 : 0;
    }
    FanoutScenario.expectNone(run, lost, "accepted adjusts are not in the documents");
    FanoutScenario.expectNone(
        run, Math.max(0, tooMany - unknown), "adjusts were applied that nobody sent");
    FanoutScenario.expectNone(
        run, older, "documents are older than the answer to their last write");
    if (unknown > 0) {
      run.notes.add(unknown + " writes failed or were left without an answer");
    }
    if (run.knobs.has("users")) {
      run.notes.add(
          "closed loop: users who wait for each answer; latency leaves out what would have been sent meanwhile");
    }
  }

  private static void derive(Run run) {
    long operations =
        run.measured.latencies().values().stream().mapToLong(h -> h.getTotalCount()).sum();
    run.deriveCpu("request", operations);
    if (run.measured.countOf("documents") > operations) {
      run.deriveCpu("document", run.measured.countOf("documents"));
    }
    run.derived.put("requests a second", operations / run.seconds());
  }
}
