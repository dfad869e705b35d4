package dev.tidegate.relevance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.text.IcuTextAnalyzer;
import dev.tidegate.text.TextAnalyzer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The same index asked as anybody asks it first: a {@code match} on the name, with these options of
 * it.
 */
final class PlainMatch {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final TextAnalyzer analyzer = new IcuTextAnalyzer();
  private final URI search;
  private final Map<String, String> options;

  PlainMatch(String elasticsearchUrl, String index, Map<String, String> options) {
    this.search = URI.create(elasticsearchUrl + "/" + index + "/_search");
    this.options = options;
  }

  /** Ids of the first ten. */
  List<String> ids(String text) throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("size", Gain.DEPTH);
    body.putArray("docvalue_fields").add("_key");
    ObjectNode match = body.putObject("query").putObject("match").putObject("_words.name");
    match.put("query", String.join(" ", analyzer.words(text)));
    options.forEach(match::put);
    HttpRequest request =
        HttpRequest.newBuilder(search)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException(new String(answer.body(), StandardCharsets.UTF_8));
    }
    List<String> ids = new ArrayList<>();
    for (JsonNode hit : JSON.readTree(answer.body()).path("hits").path("hits")) {
      ids.add(hit.path("fields").path("_key").path(0).asText());
    }
    return ids;
  }
}
