package dev.tidegate.chaos;

import static dev.tidegate.testing.JsonText.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Watches searches, and must end with the lists that the store's documents give. */
final class SearchingClient extends Client {
  private static final int SUBSCRIPTIONS = 3;

  private final Map<String, ProductSearch> wanted = new TreeMap<>();
  private final Map<String, List<String>> lists = new HashMap<>();
  private final Map<String, Held> held = new HashMap<>();
  private final Told told = new Told(this::wrong);
  private final Set<String> refused = new HashSet<>();
  private int next;

  SearchingClient(Servers servers, String name, long seed) {
    super(servers, name, seed);
  }

  @Override
  Set<Integer> expectedCloses() {
    return Set.of(1001, 1006, 4503);
  }

  @Override
  void act() {
    int dice = random.nextInt(100);
    if (wanted.isEmpty() || (dice < 20 && wanted.size() < SUBSCRIPTIONS)) {
      String id = "q" + next++;
      wanted.put(id, ProductSearch.random(random));
      subscribe(id, Set.of());
    } else if (dice < 30) {
      String id = new ArrayList<>(wanted.keySet()).get(random.nextInt(wanted.size()));
      wanted.remove(id);
      lists.remove(id);
      refused.remove(id);
      prune();
      send(json("{'type':'unsubscribe','id':'%s'}", id));
    } else if (dice < 36) {
      sleep(200 + random.nextInt(3_000));
    } else if (dice < 42) {
      drop();
    } else if (dice < 45) {
      close();
    }
  }

  /** Repeats subscriptions that failed while the store was unavailable. */
  @Override
  void work() {
    locked(
        () -> {
          if (isReady()) {
            List<String> again = List.copyOf(refused);
            refused.clear();
            again.forEach(id -> subscribe(id, Set.of()));
          }
        });
  }

  private void subscribe(String id, Set<String> have) {
    ProductSearch listing = wanted.get(id);
    if (listing != null) {
      send(
          "{\"type\":\"subscribe\",\"id\":\"%s\",\"collection\":\"products\",\"query\":%s,\"have\":{%s}}"
              .formatted(
                  id,
                  listing.json(),
                  have.stream()
                      .map(member -> "\"%s\":%d".formatted(member, told.of(member)))
                      .collect(Collectors.joining(","))));
    }
  }

  @Override
  void welcome(boolean sameEpoch) {
    told.clear();
    refused.clear();
    Map<String, List<String>> before = Map.copyOf(lists);
    lists.clear();
    Set<String> claimed = new HashSet<>();
    for (String id : wanted.keySet()) {
      Set<String> have = new HashSet<>();
      for (String member : sameEpoch ? before.getOrDefault(id, List.of()) : List.<String>of()) {
        Held state = held.get(member);
        if (state != null && state.doc() != null) {
          have.add(member);
          told.has(member, state.rev());
        }
      }
      claimed.addAll(have);
      subscribe(id, have);
    }
    held.keySet().retainAll(claimed);
  }

  @Override
  void refused(JsonNode error, String text) {
    String id = error.path("id").asText();
    int status = error.at("/problem/status").asInt();
    // Where it could not be had, there is none to be ended.
    boolean unknown = status == 404 && !wanted.containsKey(id);
    if (status == 503) {
      refused.add(id);
    } else if (!unknown) {
      super.refused(error, text);
    }
  }

  @Override
  void handle(JsonNode message) {
    String id = message.path("id").asText();
    switch (message.path("type").asText()) {
      case "snapshot" -> {
        message.path("docs").forEach(this::replace);
        // One that was deleted meanwhile is about to leave.
        message.path("gone").forEach(doc -> held.put(doc.asText(), new Held(0, null)));
        if (message.has("order") && wanted.containsKey(id)) {
          List<String> order = new ArrayList<>();
          message.path("order").forEach(member -> order.add(member.asText()));
          lists.put(id, order);
          order.stream()
              .filter(member -> !held.containsKey(member))
              .forEach(member -> wrong(member + " did not receive: " + message));
        }
      }
      case "enter" -> message.path("docs").forEach(doc -> enter(id, doc));
      case "leave" -> message.path("ids").forEach(member -> leave(id, member.asText()));
      case "update" -> message.path("changes").forEach(this::update);
      default -> {
        // Nothing that a list depends on.
      }
    }
  }

  private void replace(JsonNode doc) {
    told.state(doc);
    held.put(doc.path("id").asText(), Held.of(doc));
  }

  private void enter(String id, JsonNode doc) {
    List<String> list = lists.get(id);
    if (list == null) {
      if (wanted.containsKey(id)) {
        wrong("before the snapshot of " + id + ": " + doc);
      }
      return;
    }
    replace(doc);
    String member = doc.path("id").asText();
    list.remove(member);
    int at = doc.path("at").asInt();
    if (at > list.size()) {
      wrong("behind the end of " + id + ": " + doc);
    } else {
      list.add(at, member);
    }
  }

  private void leave(String id, String member) {
    List<String> list = lists.get(id);
    if (list != null && !list.remove(member)) {
      wrong(member + " leaves " + id + " without being there");
    }
    prune();
  }

  /** Forgets documents that are no longer in a list, if no list is pending. */
  private void prune() {
    if (lists.keySet().containsAll(wanted.keySet())) {
      Set<String> members = new HashSet<>();
      lists.values().forEach(members::addAll);
      held.keySet().retainAll(members);
    }
  }

  private void update(JsonNode change) {
    told.change(change);
    held.computeIfPresent(change.path("id").asText(), (id, state) -> told.after(state, change));
  }

  @Override
  @Nullable String mismatch(Truth truth) {
    for (Map.Entry<String, ProductSearch> each : wanted.entrySet()) {
      List<String> list = lists.get(each.getKey());
      List<String> expected = each.getValue().over(truth.documents());
      if (!expected.equals(list)) {
        return each + " is " + list + " instead of " + expected;
      }
      for (String id : expected) {
        Held state = held.get(id);
        if (state == null || !state.isSameAs(truth.get(id))) {
          return id + " is " + state + " instead of " + truth.get(id);
        }
      }
    }
    return null;
  }
}
