package dev.tidegate.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.NodePackages;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Executes the code blocks of {@code src/docs/getting-started.md} and compares their output: {@code
 * sh} runs in Bash, {@code json} and {@code http} are its output, {@code js} runs in Node, and
 * {@code text} is what it prints. Blocks that start with {@code scripts/} are not executed.
 */
@ExtendWith(RealServers.class)
class GettingStartedIT {
  private static final MarkdownPage PAGE = MarkdownPage.document("getting-started.md");

  private final RedisServer redis;
  private final ElasticsearchServer elasticsearch;

  @TempDir private Path directory;

  GettingStartedIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    this.redis = redis;
    this.elasticsearch = elasticsearch;
  }

  @BeforeEach
  void needsCurl() throws IOException, InterruptedException {
    assumeTrue(Bash.has("curl"), "SKIPPED: there is no Bash or no curl");
  }

  @Test
  @DisplayName("The commands print what the page shows")
  void commands() throws Exception {
    try (GatewayServer gateway = GatewayServer.start(redis.url(), elasticsearch.url())) {
      Bash bash = new Bash(address(gateway), directory);
      for (int i = 0; i < PAGE.blocks().size(); i++) {
        bash.run(PAGE.blocks(), i);
      }
      assertThat(bash.executed()).isGreaterThan(10);
    }
  }

  @Test
  @DisplayName("The console prints what the page shows, with the client that the gateway serves")
  void console() throws Exception {
    Path packages = directory.toRealPath();
    assumeTrue(
        NodePackages.install(packages, "ws@8"),
        "SKIPPED: there is no Node, or npm can't get the package ws");
    List<CodeBlock> blocks = PAGE.blocks();
    List<CodeBlock> program = blocks.stream().filter(b -> b.language().equals("js")).toList();
    try (GatewayServer gateway = GatewayServer.start(redis.url(), elasticsearch.url());
        BrowserConsole console = BrowserConsole.start(address(gateway), packages, program)) {
      Bash bash = new Bash(address(gateway), directory);
      for (int i = 0; i < blocks.size(); i++) {
        CodeBlock block = blocks.get(i);
        switch (block.language()) {
          case "js" -> console.step();
          case "text" ->
              ExpectedOutput.checkLines(block, console.lines(ExpectedOutput.lines(block).size()));
          default -> bash.run(blocks, i);
        }
      }
      assertThat(program).hasSizeGreaterThan(1);
      assertThat(console.end()).isEqualTo("0 []");
    }
  }

  @Test
  @DisplayName("The REST example of the README writes, sells, and finds a product")
  void readme() {
    CodeBlock example =
        MarkdownPage.read(Path.of("README.md")).blocks().stream()
            .filter(block -> block.text().startsWith("API="))
            .findFirst()
            .orElseThrow();
    try (GatewayServer gateway = GatewayServer.start(redis.url(), elasticsearch.url())) {
      List<JsonNode> results =
          ExpectedOutput.values(new Bash(address(gateway), directory).execute(example));
      assertThat(results).hasSize(3);
      assertThat(results.get(1).at("/doc/stock").asInt()).isEqualTo(1);
      assertThat(results.get(2).at("/hits/0/rev")).isEqualTo(results.get(1).path("rev"));
    }
  }

  @Test
  @DisplayName("The scripts that the page names exist")
  void scripts() {
    List<CodeBlock> started =
        PAGE.blocks().stream().filter(block -> block.text().startsWith("scripts/")).toList();
    assertThat(started).isNotEmpty();
    for (CodeBlock block : started) {
      Path script = Path.of(Pattern.compile("\\s").split(block.text(), 2)[0]);
      assertThat(Files.isExecutable(script)).as(script.toString()).isTrue();
    }
  }

  private static URI address(GatewayServer gateway) {
    return URI.create("http://127.0.0.1:" + gateway.port());
  }
}
