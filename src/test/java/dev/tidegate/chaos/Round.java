package dev.tidegate.chaos;

import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.HttpCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writers and clients at work while faults happen, and the comparison at the end. */
final class Round {
  private static final Logger log = LoggerFactory.getLogger(Round.class);
  private static final int WRITERS = 4;
  private static final int SEARCHES = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Servers servers;
  private final ChaosSettings settings;
  private final Acknowledged acknowledged = new Acknowledged();
  private final List<Writer> writers = new ArrayList<>();
  private final List<Client> clients = new ArrayList<>();
  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

  Round(Servers servers, ChaosSettings settings) {
    this.servers = servers;
    this.settings = settings;
    long seed = settings.seed();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(new Writer(servers, 31 * ++seed, settings.documents(), acknowledged));
    }
    for (int i = 0; i < settings.watchers(); i++) {
      clients.add(new WatchingClient(servers, "watcher " + i, 31 * ++seed, settings.documents()));
    }
    for (int i = 0; i < settings.searchers(); i++) {
      clients.add(new SearchingClient(servers, "searcher " + i, 31 * ++seed));
    }
    for (int i = 0; i < settings.followers(); i++) {
      clients.add(new FollowingClient(servers, "follower " + i, 31 * ++seed, acknowledged));
    }
  }

  /** Ends when all clients have the state of the store, or fails with the difference of one. */
  void run(List<Fault> faults) throws InterruptedException {
    List<Thread> writing = writers.stream().map(this::start).toList();
    List<Thread> acting = clients.stream().map(this::start).toList();
    try {
      for (Fault fault : faults) {
        LockSupport.parkNanos(fault.after().toNanos());
        log.warn("{}", fault);
        servers.apply(fault);
      }
    } finally {
      writers.forEach(Writer::stop);
    }
    for (Thread thread : writing) {
      thread.join();
    }
    try {
      clients.forEach(Client::settle);
      converge();
    } finally {
      clients.forEach(Client::finish);
      for (Thread thread : acting) {
        thread.join();
      }
    }
    if (!failures.isEmpty()) {
      throw new AssertionError(settings.repeat(), failures.peek());
    }
  }

  private Thread start(Runnable task) {
    return Thread.ofVirtual().uncaughtExceptionHandler((t, e) -> failures.add(e)).start(task);
  }

  private void converge() {
    Truth truth = Truth.read(servers, settings.documents());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<String> complaints = complaints(truth);
    while (!complaints.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      complaints = complaints(truth);
    }
    if (!complaints.isEmpty()) {
      throw new AssertionError(
          "%s: %d of %d clients differ: %s%nThe first is %s"
              .formatted(
                  settings.repeat(),
                  complaints.size(),
                  clients.size(),
                  complaints.stream().map(text -> text.lines().findFirst().orElseThrow()).toList(),
                  complaints.getFirst()));
    }
    for (int i = 0; i < Servers.GATEWAYS; i++) {
      if (!Truth.read(servers.http(i), settings.documents()).equals(truth.documents())) {
        throw new AssertionError(settings.repeat() + ": gateway " + i + " answers something else");
      }
    }
    search(truth);
  }

  /** The lists of the live queries are those that a search finds. */
  private void search(Truth truth) {
    Random random = new Random(settings.seed());
    for (int i = 0; i < SEARCHES; i++) {
      ProductSearch listing = ProductSearch.random(random);
      List<String> expected = listing.over(truth.documents());
      HttpCalls http = servers.http(i);
      Eventually.get(() -> ids(http, listing), expected::equals);
    }
  }

  private static List<String> ids(HttpCalls http, ProductSearch listing) {
    List<String> ids = new ArrayList<>();
    http.get("/v1/products?" + listing.parameters())
        .json()
        .path("hits")
        .forEach(hit -> ids.add(hit.path("id").asText()));
    return ids;
  }

  private List<String> complaints(Truth truth) {
    return clients.stream().map(c -> c.complaint(truth)).filter(Objects::nonNull).toList();
  }
}
