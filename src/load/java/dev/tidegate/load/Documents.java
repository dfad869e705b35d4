package dev.tidegate.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** The harness's own documents: made before a run, looked at after it. Waits for the gateway. */
final class Documents {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] WORDS = {
    "tea", "green", "cup", "black", "pot", "white", "kettle", "tin", "sencha", "glass", "spoon",
    "blue"
  };
  static final String[] BRANDS = {"Acme", "Globex", "Initech", "Umbrella", "Hooli"};

  private final Target target;
  private final int count;
  final long[] revs;
  final long[] counters;

  Documents(Target target, int count) {
    if (count < 1 || count > ChangeScanner.MOST_DOCUMENTS) {
      throw new UsageException("documents must be 1 to " + ChangeScanner.MOST_DOCUMENTS);
    }
    this.target = target;
    this.count = count;
    revs = new long[count];
    counters = new long[count];
  }

  int count() {
    return count;
  }

  /** Puts all of them, their counters at 0. */
  void create() {
    for (int from = 0; from < count; from += 1000) {
      StringBuilder lines = new StringBuilder();
      for (int i = from; i < Math.min(count, from + 1000); i++) {
        lines.append("{\"op\":\"put\",\"id\":\"").append(ChangeScanner.id(i));
        lines.append("\",\"doc\":").append(body(i)).append("}\n");
      }
      String answer = call("POST", target.path() + "/_bulk", lines.toString());
      if (answer.contains("\"error\"")) {
        throw new UsageException(
            "the gateway rejected a document: "
                + answer.lines().filter(l -> l.contains("\"error\"")).findFirst().orElse(""));
      }
    }
    read();
  }

  static String body(int i) {
    return "{\"name\":\""
        + WORDS[i % WORDS.length]
        + ' '
        + WORDS[(i / WORDS.length) % WORDS.length]
        + ' '
        + i
        + "\",\"brand\":\""
        + BRANDS[i % BRANDS.length]
        + "\",\"category\":\""
        + WORDS[i % 5]
        + "\",\"price\":"
        + (100 + i % 9000)
        + ",\"currency\":\"EUR\",\"stock\":1000000,\"sold\":0}";
  }

  /** Reads revisions and counters as they are now. */
  void read() {
    for (int from = 0; from < count; from += 500) {
      StringBuilder ids = new StringBuilder();
      for (int i = from; i < Math.min(count, from + 500); i++) {
        ids.append(i == from ? "" : ",").append(ChangeScanner.id(i));
      }
      try {
        String path = target.path() + "?fields=sold&ids=" + ids;
        JsonNode answer = JSON.readTree(call("GET", path, null));
        for (JsonNode doc : answer.path("docs")) {
          String id = doc.path("id").asText();
          int i = Integer.parseInt(id.substring(ChangeScanner.PREFIX.length()));
          revs[i] = doc.path("rev").asLong();
          counters[i] = doc.path("doc").path("sold").asLong();
        }
      } catch (IOException e) {
        throw new UsageException("no JSON from the gateway: " + e.getMessage());
      }
    }
  }

  private String call(String method, String path, @org.jspecify.annotations.Nullable String body) {
    try {
      return target.call(method, path, body);
    } catch (IOException e) {
      throw new UsageException("the gateway at " + target.host() + ": " + e);
    }
  }
}
