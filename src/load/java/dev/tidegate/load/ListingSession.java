package dev.tidegate.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A session that watches listings, and keeps each as a browser would. */
final class ListingSession extends LiveConnection {
  /** Listener to the life of a session. */
  interface Listener {
    void ready();

    void gone(String why);
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Target target;
  private final List<WatchedSearch> listings;
  private final Prices prices;
  private final Listener listener;
  private final Map<String, List<String>> lists = new HashMap<>();
  private int snapshots;
  private boolean leaving;

  ListingSession(
      Loop loop, Target target, List<WatchedSearch> listings, Prices prices, Listener listener) {
    super(loop, target);
    this.target = target;
    this.listings = listings;
    this.prices = prices;
    this.listener = listener;
  }

  List<WatchedSearch> listings() {
    return listings;
  }

  /** The ids in it, in order. */
  List<String> list(WatchedSearch listing) {
    return lists.getOrDefault(listing.id(), List.of());
  }

  void leave() {
    leaving = true;
    end("left");
  }

  @Override
  protected void opened() {
    listings.forEach(listing -> sendText(listing.subscribe(target.collection())));
  }

  @Override
  protected void message(byte[] bytes, int from, int to) {
    loop.stats().count("messages").add(1);
    switch ((char) bytes[from + 9]) {
      case 'u' ->
          ChangeScanner.scan(bytes, from, to, (document, rev, counter) -> delivered("update", rev));
      case 's', 'e', 'l' -> membership(bytes, from, to);
      default -> {}
    }
  }

  private void delivered(String what, long rev) {
    Stats.record(loop.stats().latency(what), loop.receivedMicros() - rev);
  }

  private void membership(byte[] bytes, int from, int to) {
    JsonNode message;
    try {
      message = JSON.readTree(bytes, from, to - from);
    } catch (IOException e) {
      loop.stats().error("no JSON");
      return;
    }
    List<String> list = lists.computeIfAbsent(message.path("id").asText(), id -> new ArrayList<>());
    switch (message.path("type").asText()) {
      case "snapshot" -> snapshot(message, list);
      case "enter" -> message.path("docs").forEach(doc -> enter(doc, list));
      case "leave" -> message.path("ids").forEach(id -> left(id.asText(), list));
      case "error" -> loop.stats().error(message.at("/problem/code").asText());
      default -> {}
    }
  }

  private void snapshot(JsonNode message, List<String> list) {
    if (message.has("order")) {
      list.clear();
      message.path("order").forEach(id -> list.add(id.asText()));
    }
    if (message.path("last").asBoolean() && ++snapshots == listings.size()) {
      listener.ready();
    }
  }

  private void enter(JsonNode doc, List<String> list) {
    String id = doc.path("id").asText();
    boolean moved = list.remove(id);
    list.add(Math.min(list.size(), doc.path("at").asInt()), id);
    delivered(moved ? "move" : "enter", doc.path("rev").asLong());
  }

  private void left(String id, List<String> list) {
    list.remove(id);
    String number = id.substring(ChangeScanner.PREFIX.length());
    prices.leaveReceived(Integer.parseInt(number), loop.receivedMicros());
  }

  @Override
  protected void ended(String why) {
    if (!leaving) {
      loop.stats().error("session " + why);
      listener.gone(why);
    }
  }
}
