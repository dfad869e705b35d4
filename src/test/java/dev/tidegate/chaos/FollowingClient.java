package dev.tidegate.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.model.Position;
import dev.tidegate.testing.HttpCalls.Answer;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a copy by an export and every change since. It must have seen each acknowledged write since
 * its last export, and none twice.
 */
final class FollowingClient extends Client {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Acknowledged acknowledged;
  private final Map<String, Held> copy = new HashMap<>();
  private final Map<String, Long> last = new HashMap<>();
  private final Revs[] seen = new Revs[Servers.SHARDS];
  private @Nullable Position from;
  private @Nullable String position;
  private long lostUpTo;
  private boolean unanswered;

  FollowingClient(Servers servers, String name, long seed, Acknowledged acknowledged) {
    super(servers, name, seed);
    this.acknowledged = acknowledged;
    Arrays.setAll(seen, shard -> new Revs());
  }

  @Override
  Set<Integer> expectedCloses() {
    return Set.of(1001, 1006, 4503, 4508);
  }

  @Override
  void act() {
    int dice = random.nextInt(100);
    if (dice < 8) {
      sleep(200 + random.nextInt(4_000));
    } else if (dice < 14) {
      drop();
    } else if (dice < 17) {
      close();
    } else if (dice < 22 && position != null) {
      send("{\"type\":\"unsubscribe\",\"id\":\"e\"}");
      subscribe();
    } else if (dice < 27 && position != null && !unanswered) {
      // Without a position, the stream starts now.
      send("{\"type\":\"subscribe\",\"id\":\"e\",\"collection\":\"products\",\"every\":true}");
    }
  }

  private void subscribe() {
    unanswered = true;
    send(
        "{\"type\":\"subscribe\",\"id\":\"e\",\"collection\":\"products\",\"every\":true,\"since\":\"%s\"}"
            .formatted(position));
  }

  @Override
  void welcome(boolean sameEpoch) {
    if (!sameEpoch) {
      position = null;
      lostUpTo = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
    }
    if (position != null) {
      subscribe();
    }
  }

  @Override
  void work() {
    boolean[] wanted = new boolean[1];
    locked(() -> wanted[0] = isReady() && position == null);
    if (wanted[0]) {
      try {
        Answer answer = servers.http(gateway()).get("/v1/products/_export");
        if (answer.status() == 200) {
          locked(() -> begin(answer.text().split("\n", -1)));
        }
      } catch (UncheckedIOException e) {
        // Once more, later.
      }
    }
  }

  private void begin(String[] lines) {
    if (!isReady() || position != null) {
      return;
    }
    String exported = json(lines[0]).path("position").asText();
    if (!exported.startsWith(epoch() + "-")) {
      return;
    }
    copy.clear();
    last.clear();
    for (Revs revs : seen) {
      revs.clear();
    }
    Arrays.stream(lines)
        .skip(1)
        .filter(line -> !line.isEmpty())
        .map(FollowingClient::json)
        .forEach(doc -> copy.put(doc.path("id").asText(), Held.of(doc)));
    position = exported;
    from = Position.parse(exported).orElseThrow();
    subscribe();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }

  @Override
  void handle(JsonNode message) {
    switch (message.path("type").asText()) {
      case "subscribed" -> unanswered = false;
      case "event" -> {
        if (!unanswered && position != null) {
          event(message.path("change"));
          position = message.path("position").asText();
        }
      }
      case "reset" -> position = null;
      default -> {
        // Nothing that the copy depends on.
      }
    }
  }

  private void event(JsonNode change) {
    String id = change.path("id").asText();
    long rev = change.path("rev").asLong();
    Long before = last.put(id, rev);
    if (before != null && before >= rev) {
      wrong("revision " + before + " went to " + change);
    }
    seen[Acknowledged.shard(id)].add(rev);
    Held held = copy.getOrDefault(id, new Held(0, null));
    if (rev > held.rev()) {
      Held next = held.after(change);
      if (next != null) {
        copy.put(id, next);
      }
    }
  }

  @Override
  @Nullable String mismatch(Truth truth) {
    Position began = from;
    if (position == null || began == null || unanswered) {
      return "it has no place in the log";
    }
    for (int shard = 0; shard < seen.length; shard++) {
      long[] had = seen[shard].sorted();
      for (long rev : acknowledged.sorted(shard)) {
        if (rev > Math.max(began.rev(shard), lostUpTo) && Arrays.binarySearch(had, rev) < 0) {
          return "it has not seen " + rev + " in shard " + shard + ", of " + had.length;
        }
      }
    }
    for (Map.Entry<String, Held> entry : truth.documents().entrySet()) {
      Held held = copy.getOrDefault(entry.getKey(), new Held(0, null));
      if (!held.isSameAs(entry.getValue())) {
        return entry.getKey() + " is " + held + " instead of " + entry.getValue();
      }
    }
    return null;
  }
}
