package dev.tidegate.http;

import dev.tidegate.index.DeadLetters;
import dev.tidegate.index.DirtyQueue.Backlog;
import dev.tidegate.index.IndexAdministration.Report;
import dev.tidegate.index.RebuildState;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Revisions;
import dev.tidegate.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** State of an index in JSON. */
final class IndexJson {
  private IndexJson() {}

  static byte[] begun(Collection collection, RebuildState rebuild) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", rebuild.id());
    body.put("collection", collection.name());
    body.put("state", rebuild.phase().label());
    return Json.bytes(body);
  }

  static byte[] report(Collection collection, Report report) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("collection", collection.name());
    body.put("alias", report.alias());
    putIfThere(body, "index", report.index());
    body.put("state", report.state());
    putIfThere(body, "reason", report.reason());
    body.put("documents", report.documents());
    RebuildState rebuild = report.rebuild();
    if (rebuild != null) {
      body.put("rebuild", rebuild(rebuild));
    }
    Backlog backlog = report.backlog();
    Map<String, Object> waiting = new LinkedHashMap<>();
    waiting.put("waiting", backlog.waiting());
    waiting.put("oldest_age_ms", report.oldest().toMillis());
    waiting.put("refused", backlog.refused());
    body.put("backlog", waiting);
    return Json.bytes(body);
  }

  private static Map<String, Object> rebuild(RebuildState rebuild) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", rebuild.id());
    body.put("cause", rebuild.cause().label());
    body.put("state", rebuild.phase().label());
    putIfThere(body, "index", rebuild.index().isEmpty() ? null : rebuild.index());
    body.put("started", time(rebuild.startedMicros()));
    putIfThere(
        body, "finished", rebuild.finishedMicros() == 0 ? null : time(rebuild.finishedMicros()));
    body.put("documents", rebuild.documents());
    body.put("indexed", rebuild.indexed());
    return body;
  }

  static byte[] deadLetters(DeadLetters.Page page) {
    List<Map<String, Object>> letters =
        page.letters().stream()
            .map(
                letter -> {
                  Map<String, Object> body = new LinkedHashMap<>();
                  body.put("id", letter.id());
                  body.put("rev", letter.rev());
                  body.put("reason", letter.reason());
                  body.put("since", time(letter.sinceMicros()));
                  return body;
                })
            .toList();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("total", page.total());
    body.put("dead_letters", letters);
    return Json.bytes(body);
  }

  private static void putIfThere(Map<String, Object> body, String name, @Nullable Object value) {
    if (value != null) {
      body.put(name, value);
    }
  }

  private static String time(long micros) {
    return Revisions.time(micros).toString();
  }
}
