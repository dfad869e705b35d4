package dev.tidegate.delivery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The clients of one event loop that do not read fast enough. {@link #check}, called from time to
 * time, disconnects the slowest while more waits on the gateway than the limit allows. Other
 * clients cost nothing.
 */
public final class SlowClients {
  private final LiveMemory memory;
  private final LiveCounters counters;
  private final Set<Client> full = new LinkedHashSet<>();

  /** A client whose messages may have to wait. */
  interface Client {

    /** Returns whether the client does not take more. */
    boolean isFull();

    /** Returns the approximate bytes that wait for the client. */
    long bytes();

    /** Disconnects the client: too much waits for all clients, and it is the slowest. */
    void cut();
  }

  private record Measured(Client client, long bytes) {}

  public SlowClients(LiveMemory memory, LiveCounters counters) {
    this.memory = memory;
    this.counters = counters;
  }

  void add(Client client) {
    full.add(client);
  }

  /** Measures the clients, and disconnects the slowest if necessary. */
  public void check() {
    full.removeIf(client -> !client.isFull());
    List<Measured> slowest = new ArrayList<>(full.size());
    long sum = 0;
    for (Client client : full) {
      long bytes = client.bytes();
      slowest.add(new Measured(client, bytes));
      sum += bytes;
    }
    slowest.sort(Comparator.comparingLong(Measured::bytes));
    while (!slowest.isEmpty()) {
      long most = slowest.getLast().bytes();
      report(sum, most);
      if (most == 0 || !memory.mustCut(most)) {
        return;
      }
      slowest.removeLast().client().cut();
      sum -= most;
    }
    report(0, 0);
  }

  /** Ends the account of this event loop: nothing waits here any longer. */
  public void stop() {
    report(0, 0);
  }

  private void report(long sum, long most) {
    memory.report(this, sum, most);
    counters.queued(sum);
  }
}
