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

/** Watches documents, now these and now those, and must end with what the store holds. */
final class WatchingClient extends Client {
  private static final int SUBSCRIPTIONS = 6;
  private static final List<Set<String>> FIELDS =
      List.of(Set.of("price"), Set.of("price", "stock"), Set.of("badge", "tags"), Set.of("sold"));
  private static final int[] INTERVALS = {0, 0, 0, 50, 200, 1_000};

  private final int documents;
  private final Map<String, Watched> subscriptions = new TreeMap<>();
  private int next;
  private final Map<String, Held> held = new HashMap<>();
  private final Told told = new Told(this::wrong);

  WatchingClient(Servers servers, String name, long seed, int documents) {
    super(servers, name, seed);
    this.documents = documents;
  }

  @Override
  Set<Integer> expectedCloses() {
    return Set.of(1001, 1006, 4503);
  }

  @Override
  void act() {
    int dice = random.nextInt(100);
    if (subscriptions.isEmpty() || dice < 30) {
      subscribe();
    } else if (dice < 42) {
      unsubscribe();
    } else if (dice < 50) {
      sleep(200 + random.nextInt(3_000));
    } else if (dice < 58) {
      drop();
    } else if (dice < 61) {
      close();
    }
  }

  private void subscribe() {
    // An id is not used again once it was left: late answers would be taken for a later one's.
    String id =
        subscriptions.isEmpty() || (subscriptions.size() < SUBSCRIPTIONS && random.nextBoolean())
            ? "s" + next++
            : anyone();
    Set<String> ids = new HashSet<>();
    int count = 1 + random.nextInt(30);
    while (ids.size() < count) {
      // A few of them for everybody, and some that never exist.
      int range = random.nextInt(10) == 0 ? 10 : documents + documents / 50;
      ids.add("p" + random.nextInt(range));
    }
    int fields = random.nextInt(2 * FIELDS.size());
    Watched before = subscriptions.get(id);
    Watched wanted =
        new Watched(
            id,
            ids,
            fields < FIELDS.size() ? FIELDS.get(fields) : null,
            INTERVALS[random.nextInt(INTERVALS.length)],
            before == null ? 1 : before.unanswered + 1);
    subscriptions.put(id, wanted);
    prune();
    send(wanted.subscribe(""));
    if (random.nextInt(5) == 0) {
      unsubscribe();
    }
  }

  private void unsubscribe() {
    String id = anyone();
    subscriptions.remove(id);
    prune();
    send(json("{'type':'unsubscribe','id':'%s'}", id));
  }

  private String anyone() {
    List<String> ids = new ArrayList<>(subscriptions.keySet());
    return ids.get(random.nextInt(ids.size()));
  }

  /** Forgets documents that are no longer watched. */
  private void prune() {
    held.keySet().removeIf(id -> fields(id).isEmpty());
    held.replaceAll((id, state) -> state.only(fields(id)));
  }

  private Set<String> fields(String id) {
    Set<String> fields = new HashSet<>();
    for (Watched subscription : subscriptions.values()) {
      if (subscription.ids().contains(id)) {
        fields.addAll(subscription.fields());
      }
    }
    return fields;
  }

  @Override
  void welcome(boolean sameEpoch) {
    told.clear();
    if (!sameEpoch) {
      held.clear();
    }
    Set<String> claimed = new HashSet<>();
    for (Watched subscription : subscriptions.values()) {
      Map<String, Long> have = new HashMap<>();
      for (String id : subscription.complete ? subscription.ids() : Set.<String>of()) {
        Held state = held.get(id);
        if (state != null && state.doc() != null) {
          have.put(id, state.rev());
        }
      }
      claimed.addAll(have.keySet());
      have.forEach(told::has);
      subscription.unanswered = 1;
      subscription.complete = false;
      send(
          subscription.subscribe(
              have.entrySet().stream()
                  .map(e -> "\"%s\":%d".formatted(e.getKey(), e.getValue()))
                  .collect(Collectors.joining(","))));
    }
    held.keySet().retainAll(claimed);
  }

  @Override
  void handle(JsonNode message) {
    Watched subscription = subscriptions.get(message.path("id").asText());
    switch (message.path("type").asText()) {
      case "subscribed" -> {
        if (subscription != null) {
          subscription.unanswered--;
        }
      }
      case "snapshot" -> {
        message.path("docs").forEach(this::snapshot);
        message.path("gone").forEach(id -> hold(id.asText(), new Held(0, null)));
        if (subscription != null
            && subscription.unanswered == 0
            && message.path("last").asBoolean()) {
          completed(subscription);
        }
      }
      case "update" -> message.path("changes").forEach(this::update);
      default -> {
        // Nothing that a document's state depends on.
      }
    }
  }

  private void completed(Watched subscription) {
    subscription.complete = true;
    for (String id : subscription.ids()) {
      if (!held.containsKey(id)) {
        wrong("the snapshot of " + subscription.id() + " does not contain " + id);
      }
    }
  }

  private void snapshot(JsonNode doc) {
    Held state = Held.of(doc);
    told.state(doc);
    hold(doc.path("id").asText(), state);
  }

  private void hold(String id, Held state) {
    Set<String> fields = fields(id);
    if (!fields.isEmpty()) {
      held.put(id, state.only(fields));
    }
  }

  private void update(JsonNode change) {
    told.change(change);
    String id = change.path("id").asText();
    Held state = held.get(id);
    if (state != null) {
      hold(id, told.after(state, change));
    }
  }

  @Override
  @Nullable String mismatch(Truth truth) {
    for (Watched subscription : subscriptions.values()) {
      if (!subscription.complete) {
        return subscription.id() + " has no snapshot";
      }
      for (String id : subscription.ids()) {
        Held state = held.get(id);
        Held wanted = truth.get(id).only(fields(id));
        if (state == null || !state.isSameAs(wanted)) {
          return id + " is " + state + " instead of " + wanted;
        }
      }
    }
    return null;
  }
}
