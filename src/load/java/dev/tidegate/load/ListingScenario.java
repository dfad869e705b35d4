package dev.tidegate.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Sessions that watch searches while prices change. Their final lists must equal those of a search.
 */
final class ListingScenario implements Scenario {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE = 60_000_000_000L;
  private static final int OPENING = 50;

  private final AtomicInteger ready = new AtomicInteger();
  private final AtomicInteger gone = new AtomicInteger();

  @Override
  public void run(Run run) {
    Knobs knobs = run.knobs;
    Documents documents = new Documents(run.target, knobs.count("documents"));
    documents.create();
    run.warmUp(knobs.nanos("settle"));
    Loop loop = run.first();
    HttpPool pool = new HttpPool(loop, run.target.address(), knobs.count("connections"), 1);
    Prices prices =
        new Prices(
            loop,
            run.target,
            pool,
            new Schedule(knobs.number("rate"), knobs.number("jitter")),
            documents.count());
    List<ListingSession> sessions = open(run, prices);
    loop.call(
        () -> {
          prices.start();
          return true;
        });
    run.warmUp(knobs.nanos("warmup"));
    run.measure(knobs.nanos("duration"));
    loop.call(
        () -> {
          prices.stop();
          return true;
        });
    run.await("drain", PATIENCE, false, () -> loop.call(prices::isQuiet));
    compare(run, sessions);
    run.collect();
    FanoutScenario.expectNone(run, gone.get(), "sessions ended that should have lived");
    run.deriveCpu("change", run.measured.countOf("written"));
    run.deriveCpu("message", run.measured.countOf("messages"));
    sessions.forEach(
        session ->
            loop.call(
                () -> {
                  session.leave();
                  return true;
                }));
  }

  private List<ListingSession> open(Run run, Prices prices) {
    Knobs knobs = run.knobs;
    int each = knobs.count("watched");
    List<WatchedSearch> listings =
        WatchedSearch.distinct(
            knobs.count("listings"), knobs.count("members"), knobs.count("documents"));
    ListingSession.Listener listener =
        new ListingSession.Listener() {
          @Override
          public void ready() {
            ready.incrementAndGet();
          }

          @Override
          public void gone(String why) {
            gone.incrementAndGet();
          }
        };
    List<ListingSession> sessions = new ArrayList<>();
    for (int i = 0; i < knobs.count("sessions"); i++) {
      int first = i * each;
      List<WatchedSearch> own =
          IntStream.range(first, first + each)
              .mapToObj(n -> listings.get(n % listings.size()))
              .distinct()
              .toList();
      Loop loop = run.first();
      ListingSession session = new ListingSession(loop, run.target, own, prices, listener);
      sessions.add(session);
      int n = i;
      loop.call(
          () -> {
            session.connect(run.target.address(), run.target.source(n));
            return true;
          });
      int opened = sessions.size();
      if (opened % OPENING == 0) {
        run.await("connect", PATIENCE, false, () -> ready.get() + gone.get() >= opened);
      }
    }
    int wanted = sessions.size();
    run.await("connect", PATIENCE, false, () -> ready.get() + gone.get() >= wanted);
    if (ready.get() < wanted) {
      run.collect();
      throw new UsageException(
          "only %d of %d sessions have their lists %s"
              .formatted(ready.get(), wanted, run.whole.errors().keySet()));
    }
    run.print(wanted + " sessions watch " + listings.size() + " listings");
    return sessions;
  }

  /** Each list against a fresh search, until they agree: what is searched trails by a moment. */
  private static void compare(Run run, List<ListingSession> sessions) {
    long deadline = System.nanoTime() + PATIENCE;
    long lists = 0;
    long wrong = 0;
    for (ListingSession session : sessions) {
      for (WatchedSearch listing : session.listings()) {
        lists++;
        while (!agree(run, session, listing)) {
          if (System.nanoTime() > deadline) {
            wrong++;
            break;
          }
          run.await("compare", 200_000_000L, false, () -> false);
        }
      }
    }
    run.derived.put("lists compared with a search", (double) lists);
    FanoutScenario.expectNone(run, wrong, "lists are not as a search answers them");
  }

  private static boolean agree(Run run, ListingSession session, WatchedSearch listing) {
    List<String> held = run.first().call(() -> List.copyOf(session.list(listing)));
    List<String> found = new ArrayList<>();
    try {
      String answer = run.target.call("GET", run.target.path() + listing.search(), null);
      for (JsonNode hit : JSON.readTree(answer).path("hits")) {
        found.add(hit.path("id").asText());
      }
    } catch (IOException e) {
      throw new UsageException("the gateway at " + run.target.host() + ": " + e);
    }
    return held.equals(found);
  }
}
