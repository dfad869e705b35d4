package dev.tidegate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.RealServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealServers.class)
class ElasticsearchModuleIT {
  @Test
  void answersAtTheRoot(ElasticsearchServer server) throws Exception {
    assertThat(HttpProbe.send(server.url() + "/", "GET", "")).contains("\"number\":\"9.");
    assertThat(HttpProbe.status(server.url() + "/", "HEAD")).isEqualTo(200);
  }

  @Test
  void foldsAccents(ElasticsearchServer server) throws Exception {
    String folded = analyze(server, "\"lowercase\",\"asciifolding\"", "Crème Brûlée");
    assertThat(folded).contains("\"creme\"", "\"brulee\"");
  }

  @Test
  void cutsPrefixes(ElasticsearchServer server) throws Exception {
    String filter = "{\"type\":\"edge_ngram\",\"min_gram\":2,\"max_gram\":3}";
    String prefixes = analyze(server, filter, "sencha");
    assertThat(prefixes).contains("\"se\"", "\"sen\"").doesNotContain("\"senc\"");
  }

  @Test
  void serveInAnIndexAndItsNormalizers(ElasticsearchServer server) throws Exception {
    String index =
        """
        {"settings": {"analysis": {
           "filter": {"fold": {"type": "asciifolding", "preserve_original": true}},
           "analyzer": {"folding": {"tokenizer": "standard", "filter": ["lowercase", "fold"]}},
           "normalizer": {"folded": {"type": "custom", "filter": ["lowercase", "asciifolding"]}}}},
         "mappings": {"properties": {
           "name": {"type": "text", "analyzer": "folding"},
           "brand": {"type": "keyword", "normalizer": "folded"}}}}
        """;
    String url = server.url() + "/elasticsearch-module";
    assertThat(HttpProbe.send(url, "PUT", index)).contains("\"acknowledged\":true");
    HttpProbe.send(url + "/_doc/1?refresh=true", "PUT", "{\"name\":\"Café\",\"brand\":\"Rosé\"}");
    String query =
        "{\"query\":{\"bool\":{\"must\":[{\"match\":{\"name\":\"cafe\"}},"
            + "{\"term\":{\"brand\":\"ROSE\"}}]}}}";
    assertThat(HttpProbe.send(url + "/_search", "POST", query)).contains("\"_id\":\"1\"");
  }

  private static String analyze(ElasticsearchServer server, String filters, String text)
      throws Exception {
    String body =
        "{\"tokenizer\":\"standard\",\"filter\":[%s],\"text\":\"%s\"}".formatted(filters, text);
    return HttpProbe.send(server.url() + "/_analyze", "POST", body);
  }
}
