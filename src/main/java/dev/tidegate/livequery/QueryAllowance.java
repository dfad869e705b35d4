package dev.tidegate.livequery;

import dev.tidegate.model.Loopback;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Limits on the number of live queries, in total and for each client address. For any thread. */
public final class QueryAllowance {
  private final int maxInAll;
  private final int maxOfAddress;
  private final ConcurrentMap<String, Integer> byAddress = new ConcurrentHashMap<>();

  /**
   * Creates an allowance.
   *
   * @param maxInAll the largest sum of {@link QueryCost}s of the distinct queries
   * @param maxOfAddress the largest sum of the costs of what the clients of one address watch; 0
   *     for no limit
   */
  public QueryAllowance(int maxInAll, int maxOfAddress) {
    this.maxInAll = maxInAll;
    this.maxOfAddress = maxOfAddress;
  }

  public int maxInAll() {
    return maxInAll;
  }

  public int maxOfAddress() {
    return maxOfAddress;
  }

  /**
   * Takes a query's cost from the allowance of an address.
   *
   * @param address an IP address; loopback addresses have no limit
   * @return whether the allowance sufficed; if not, nothing was taken
   */
  public boolean take(String address, int cost) {
    if (maxOfAddress == 0 || Loopback.isAddress(address)) {
      return true;
    }
    if (byAddress.merge(address, cost, Integer::sum) > maxOfAddress) {
      release(address, cost);
      return false;
    }
    return true;
  }

  /** Returns what {@link #take} took. */
  public void release(String address, int cost) {
    byAddress.computeIfPresent(address, (key, taken) -> taken > cost ? taken - cost : null);
  }
}
