package dev.tidegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.HttpCalls.Answer;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Calls of the operations a contract documents. Each answer has to be a documented one. */
final class DocumentedCalls {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  private record Operation(String path, String method, JsonNode contract) {}

  private final HttpCalls http;
  private final ContractFile contract;
  private final Map<String, Operation> operations = new LinkedHashMap<>();
  private final Set<String> answers = new TreeSet<>();
  private final Set<String> codes = new TreeSet<>();
  private final Set<String> parameters = new TreeSet<>();

  DocumentedCalls(HttpCalls http, ContractFile contract) {
    this.http = http;
    this.contract = contract;
    contract
        .at("/paths")
        .properties()
        .forEach(path -> path.getValue().properties().forEach(e -> add(path.getKey(), e)));
  }

  private void add(String path, Map.Entry<String, JsonNode> member) {
    if (METHODS.contains(member.getKey())) {
      operations.put(
          member.getValue().path("operationId").asText(),
          new Operation(path, member.getKey().toUpperCase(Locale.ROOT), member.getValue()));
    }
  }

  /**
   * Calls an operation.
   *
   * @param path under the operation's, with its query
   * @param headers names and values in turn
   */
  Answer call(String operationId, String path, @Nullable String body, String... headers) {
    Operation operation = Objects.requireNonNull(operations.get(operationId), operationId);
    String template = operation.path().replaceAll("\\{[a-z]+}", "[^/]*");
    assertThat(path.split("\\?", -1)[0]).matches(template);
    Answer answer = http.call(operation.method(), path, body, headers);
    String name = operationId + " " + answer.status();
    JsonNode documented = operation.contract().at("/responses/" + answer.status());
    assertThat(documented.isMissingNode()).as("%s is documented", name).isFalse();
    checkHeaders(name, documented, answer);
    checkBody(name, documented.path("content"), answer);
    answers.add(name);
    if (answer.status() < 400) {
      noteParameters(operationId, path, headers);
    }
    return answer;
  }

  /** An answer that belongs to no operation: a problem with a documented code. */
  void checkProblem(Answer answer) {
    JsonNode problem = contract.at("/components/schemas/Problem");
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    ContractFile.check(problem, answer.text(), "a problem");
    assertThat(answer.json().path("status").asInt()).isEqualTo(answer.status());
    codes.add(answer.code());
  }

  private static void checkHeaders(String name, JsonNode documented, Answer answer) {
    documented
        .path("headers")
        .properties()
        .forEach(
            header -> {
              String value = answer.headers().firstValue(header.getKey()).orElse(null);
              if (value != null) {
                ContractFile.check(
                    header.getValue().path("schema"),
                    TextNode.valueOf(value).toString(),
                    name + " " + header.getKey());
              } else {
                assertThat(header.getValue().path("required").asBoolean())
                    .as("%s without its %s", name, header.getKey())
                    .isFalse();
              }
            });
  }

  private void checkBody(String name, JsonNode content, Answer answer) {
    String type = answer.header("content-type").split(";", -1)[0];
    if (content.isMissingNode()) {
      assertThat(answer.text()).as(name).isEmpty();
      return;
    }
    JsonNode schema = content.path(type).path("schema");
    assertThat(schema.isMissingNode()).as("%s: %s is not documented", name, type).isFalse();
    if (schema.has("x-line")) {
      answer.text().lines().forEach(line -> checkJson(schema.path("x-line"), line, name));
    } else if (type.endsWith("json")) {
      checkJson(schema, answer.text(), name);
    } else {
      ContractFile.check(schema, TextNode.valueOf(answer.text()).toString(), name);
    }
    if (answer.status() >= 400 && type.endsWith("problem+json")) {
      checkProblem(answer);
    }
  }

  private void checkJson(JsonNode schema, String json, String name) {
    ContractFile.check(schema, json, name);
    JsonObject error = new JsonObject(json).getJsonObject("error");
    if (error != null) {
      codes.add(error.getString("code"));
    }
  }

  private void noteParameters(String operationId, String path, String... headers) {
    int query = path.indexOf('?');
    if (query >= 0) {
      for (String parameter : path.substring(query + 1).split("&", -1)) {
        parameters.add(operationId + " " + parameter.split("=", -1)[0]);
      }
    }
    for (int i = 0; i < headers.length; i += 2) {
      parameters.add(operationId + " " + headers[i]);
    }
  }

  /** Operation and status of each answer seen. */
  Set<String> answers() {
    return answers;
  }

  /** Operation and status of each answer documented. */
  Set<String> documentedAnswers() {
    Set<String> documented = new TreeSet<>();
    operations.forEach(
        (id, operation) ->
            operation
                .contract()
                .path("responses")
                .fieldNames()
                .forEachRemaining(status -> documented.add(id + " " + status)));
    return documented;
  }

  /** Operation and name of each parameter, in the query or a header, that was taken. */
  Set<String> parameters() {
    return parameters;
  }

  Set<String> documentedParameters() {
    Set<String> documented = new TreeSet<>();
    operations.forEach(
        (id, operation) ->
            operation
                .contract()
                .path("parameters")
                .forEach(parameter -> documented.add(id + " " + parameter.path("name").asText())));
    return documented;
  }

  Set<String> codes() {
    return codes;
  }

  Set<String> documentedCodes() {
    Set<String> documented = new TreeSet<>();
    contract
        .at("/components/schemas/ProblemCode/enum")
        .forEach(code -> documented.add(code.asText()));
    return documented;
  }

  /** Method and path of each operation. */
  Set<String> documentedRoutes() {
    Set<String> documented = new TreeSet<>();
    operations.values().forEach(o -> documented.add(o.method() + " " + o.path()));
    return documented;
  }
}
