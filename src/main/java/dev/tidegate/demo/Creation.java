package dev.tidegate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A bulk that creates documents, and never overwrites one. */
final class Creation {
  private static final String EXISTS = "revision_mismatch";

  private Creation() {}

  /**
   * @param documents with their ids as members
   */
  static Buffer lines(List<ObjectNode> documents) {
    Buffer lines = Buffer.buffer();
    for (ObjectNode document : documents) {
      ObjectNode doc = document.deepCopy();
      String id = doc.remove("id").asText();
      ObjectNode line = GatewayClient.JSON.createObjectNode();
      line.put("op", "put").put("id", id).put("rev", 0).set("doc", doc);
      lines.appendString(GatewayClient.text(line)).appendString("\n");
    }
    return lines;
  }

  /** How many were created; throws where one was refused for another reason than that it exists. */
  static int count(Buffer results) {
    int created = 0;
    for (String line : results.toString(StandardCharsets.UTF_8).lines().toList()) {
      JsonNode error = parse(line).path("error");
      if (error.isMissingNode()) {
        created++;
      } else if (!error.path("code").asText().equals(EXISTS)) {
        throw new IllegalStateException("a demo document was refused: " + line);
      }
    }
    return created;
  }

  private static JsonNode parse(String line) {
    try {
      return GatewayClient.JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("a bulk's result is not JSON: " + line, e);
    }
  }
}
