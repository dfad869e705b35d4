package dev.tidegate.http;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls.Answer;
import dev.tidegate.testing.RawHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Request bodies in other encodings than plain UTF-8. */
@GatewayTest
class EncodingIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TEA = json("{'name':'tea'}");
  private static final String LINE = json("{'op':'put','id':'%s','doc':{'name':'%s'}}\n");

  private final HttpClient client = HttpClient.newHttpClient();
  private final GatewayServer gateway;

  EncodingIT(GatewayServer gateway) {
    this.gateway = gateway;
  }

  @AfterEach
  void close() {
    client.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
  void unicodeInOtherEncodingsIsInvalid(String charset) throws Exception {
    Charset encoding = Charset.forName(charset);
    assertInvalid(put("encoded", TEA.getBytes(encoding)));
    String line = LINE.formatted("encoded", "tea");
    HttpResponse<String> bulk = bulk(line.getBytes(encoding));
    assertThat(bulk.statusCode()).isEqualTo(200);
    assertThat(bulk.body().lines())
        .isNotEmpty()
        .allSatisfy(result -> assertThat(code(result)).isEqualTo("invalid_json"));
    assertThat(gateway.http().get("/v1/products/encoded").status()).isEqualTo(404);
  }

  /** Overlong forms, surrogates, what follows the last character, and cut sequences. */
  @ParameterizedTest
  @ValueSource(strings = {"C181", "E08081", "F0808081", "EDA080", "F4908080", "FF", "80", "C3"})
  void whatIsNotUtf8IsInvalid(String hex) throws Exception {
    byte[] name = java.util.HexFormat.of().parseHex(hex);
    byte[] document = join("{\"name\":\"a", name, "\"}");
    HttpResponse<String> refused = put("not-utf8", document);
    assertInvalid(refused);
    assertThat(refused.body()).contains("is not UTF-8 at byte 10");
    byte[] line = join("{\"op\":\"put\",\"id\":\"not-utf8\",\"doc\":{\"name\":\"", name, "\"}}\n");
    List<String> results = bulk(line).body().lines().toList();
    assertThat(results).extracting(EncodingIT::code).containsExactly("invalid_json");
    assertThat(gateway.http().get("/v1/products/not-utf8").status()).isEqualTo(404);
  }

  @Test
  void aByteOrderMarkIsSkipped() throws Exception {
    assertThat(put("marked", ("\uFEFF" + TEA).getBytes(StandardCharsets.UTF_8)).statusCode())
        .isEqualTo(201);
    byte[] lines = ("\uFEFF" + LINE.formatted("marked", "b")).getBytes(StandardCharsets.UTF_8);
    assertThat(bulk(lines).body()).contains("\"rev\"");
    assertThat(gateway.http().get("/v1/products/marked").text()).contains(json("'name':'b'"));
  }

  /** A proxy that uses the length would take the end of the body for another request. */
  @Test
  void aLengthBesideChunksEndsTheConnection() {
    String smuggled = "GET /v1/products/other HTTP/1.1\r\nhost: localhost\r\n\r\n";
    Answer answer =
        RawHttp.send(
            gateway.port(),
            "PUT /v1/products/smuggled HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\n"
                + "transfer-encoding: chunked\r\n\r\n0\r\n\r\n"
                + smuggled);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("connection")).isEqualTo("close");
    assertThat(answer.text()).doesNotContain("HTTP/1.1 ");
    assertThat(gateway.http().get("/v1/products/smuggled").status()).isEqualTo(404);
  }

  @Test
  void gzipIsAccepted() throws Exception {
    assertThat(put("zipped", gzip(TEA), "gzip").statusCode()).isEqualTo(201);
    assertThat(gateway.http().get("/v1/products/zipped").text()).contains(json("'name':'tea'"));
    assertThat(put("zipped", TEA.getBytes(StandardCharsets.UTF_8), "identity").statusCode())
        .isEqualTo(200);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      lines.append(LINE.formatted("zipped" + i % 50, "n" + i));
    }
    HttpResponse<String> bulk = bulk(gzip(lines.toString()), "gzip");
    assertThat(bulk.statusCode()).isEqualTo(200);
    assertThat(bulk.body().lines()).hasSize(3_000).allMatch(result -> result.contains("\"rev\""));
  }

  @Test
  void gzipMayHaveSeveralMembers() throws Exception {
    byte[] members = join("", gzip("{\"name\":"), "");
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(members);
    body.write(gzip("\"two\"}"));
    assertThat(put("members", body.toByteArray(), "gzip").statusCode()).isEqualTo(201);
    assertThat(gateway.http().get("/v1/products/members").text()).contains(json("'name':'two'"));
  }

  @Test
  void otherCodingsAreNamed() throws Exception {
    for (String coding : List.of("br", "deflate", "zstd", "gzip, gzip", "nonsense")) {
      HttpResponse<String> refused = put("coded", TEA.getBytes(StandardCharsets.UTF_8), coding);
      assertThat(refused.statusCode()).as(coding).isEqualTo(415);
      assertThat(refused.headers().firstValue("accept-encoding")).contains("gzip");
      assertThat(code(json("{'error':%s}", refused.body()))).isEqualTo("unsupported_encoding");
    }
  }

  @Test
  void brokenGzipIsInvalid() throws Exception {
    byte[] zipped = gzip(TEA);
    byte[] cut = java.util.Arrays.copyOf(zipped, zipped.length - 6);
    byte[] checksum = zipped.clone();
    checksum[checksum.length - 6] ^= 1;
    for (byte[] broken : List.of(TEA.getBytes(StandardCharsets.UTF_8), cut, checksum)) {
      HttpResponse<String> refused = put("broken", broken, "gzip");
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(code(json("{'error':%s}", refused.body()))).isEqualTo("invalid_encoding");
    }
    assertThat(gateway.http().get("/v1/products/broken").status()).isEqualTo(404);
  }

  /** A bomb: 1 MB that inflates to 1 GB. The limit is that of the inflated body. */
  @Test
  void theInflatedBodyHasTheLimitOfAPlainOne() throws Exception {
    byte[] bomb = bomb();
    HttpResponse<String> refused = put("bomb", bomb, "gzip");
    assertThat(refused.statusCode()).isEqualTo(413);
    HttpResponse<String> bulk = bulk(bomb, "gzip");
    List<String> results = bulk.body().lines().toList();
    assertThat(results).extracting(EncodingIT::code).contains("too_large").hasSize(1);
    assertThat(gateway.http().get("/health/ready").status()).isEqualTo(200);
  }

  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      byte[] blanks = new byte[1 << 20];
      java.util.Arrays.fill(blanks, (byte) 'x');
      for (int i = 0; i < 1_024; i++) {
        zip.write(blanks);
      }
    }
    return bytes.toByteArray();
  }

  private HttpResponse<String> put(String id, byte[] body, String... coding) throws Exception {
    return send("PUT", "/v1/products/" + id, body, coding);
  }

  private HttpResponse<String> bulk(byte[] body, String... coding) throws Exception {
    return send("POST", "/v1/products/_bulk", body, coding);
  }

  private HttpResponse<String> send(String method, String path, byte[] body, String... coding)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
            .method(method, BodyPublishers.ofByteArray(body));
    for (String each : coding) {
      request.header("content-encoding", each);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static void assertInvalid(HttpResponse<String> response) {
    assertThat(response)
        .extracting(HttpResponse::statusCode, EncodingIT::codeOf)
        .isEqualTo(tuple(400, "invalid_json").toList());
  }

  private static String codeOf(HttpResponse<String> response) {
    return code(json("{'error':%s}", response.body()));
  }

  private static String code(String result) {
    try {
      JsonNode error = JSON.readTree(result).path("error");
      return error.path("code").asText();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] join(String before, byte[] middle, String after) {
    List<byte[]> parts = new ArrayList<>();
    parts.add(before.getBytes(StandardCharsets.UTF_8));
    parts.add(middle);
    parts.add(after.getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
