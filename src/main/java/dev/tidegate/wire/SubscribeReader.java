package dev.tidegate.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.model.Revisions;
import dev.tidegate.wire.ClientMessage.Subscribe;
import dev.tidegate.wire.ClientMessage.Target;
import java.util.HashMap;
import java.util.Map;

/** Reads a {@code subscribe}: it names exactly one of ids, a query, or every. */
final class SubscribeReader {
  private SubscribeReader() {}

  static Subscribe read(JsonMembers members) {
    members.only(
        "type", "id", "collection", "ids", "query", "every", "since", "fields", "interval", "have");
    String id = members.subscriptionId();
    String collection = members.string("collection");
    Target target = target(members);
    return new Subscribe(
        id,
        collection,
        target,
        members.has("fields") ? members.strings("fields") : null,
        members.count("interval", 0),
        have(members));
  }

  private static Target target(JsonMembers members) {
    boolean ids = members.has("ids");
    boolean query = members.has("query");
    boolean every = members.has("every");
    if ((ids ? 1 : 0) + (query ? 1 : 0) + (every ? 1 : 0) != 1) {
      throw JsonMembers.invalid("", "must have exactly one of ids, query and every");
    }
    if (members.has("since") && !every) {
      throw JsonMembers.invalid("/since", "goes with every");
    }
    if (every && (members.has("have") || members.has("interval"))) {
      throw JsonMembers.invalid(
          members.has("have") ? "/have" : "/interval", "does not go with every");
    }
    if (ids) {
      return new Target.Ids(members.strings("ids"));
    }
    return query ? search(members) : every(members);
  }

  private static Target search(JsonMembers members) {
    JsonNode query = members.get("query");
    if (query == null || !query.isObject()) {
      throw JsonMembers.invalid("/query", "must be an object");
    }
    return new Target.Search(query);
  }

  private static Target every(JsonMembers members) {
    JsonNode every = members.get("every");
    if (every == null || !every.isBoolean() || !every.booleanValue()) {
      throw JsonMembers.invalid("/every", "must be true");
    }
    return new Target.Every(members.has("since") ? members.string("since") : null);
  }

  private static Map<String, Long> have(JsonMembers members) {
    JsonNode have = members.get("have");
    if (have == null) {
      return Map.of();
    }
    if (!have.isObject()) {
      throw JsonMembers.invalid("/have", "must be an object of revisions by id");
    }
    Map<String, Long> revs = HashMap.newHashMap(have.size());
    for (Map.Entry<String, JsonNode> entry : have.properties()) {
      JsonNode rev = entry.getValue();
      if (!rev.isIntegralNumber()
          || !rev.canConvertToLong()
          || !Revisions.isValid(rev.longValue())) {
        throw JsonMembers.invalid("/have/" + entry.getKey(), "must be a revision");
      }
      revs.put(entry.getKey(), rev.longValue());
    }
    return revs;
  }
}
