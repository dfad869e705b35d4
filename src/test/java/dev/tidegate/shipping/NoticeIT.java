package dev.tidegate.shipping;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Tests of NOTICE and of the SBOMs against the files that the build has put together. */
class NoticeIT {
  private static final Path NODE = Path.of("target/elasticsearch");
  private static final String OWN = "tidegate-";

  @Test
  void noticeNamesTheLibrariesOfTheGateway() throws IOException {
    assertThat(files(Notice.read().section(Notice.GATEWAY)))
        .containsExactlyInAnyOrderElementsOf(jars(Path.of("target/lib")));
  }

  @Test
  void noticeNamesTheLibrariesOfTheElasticsearchNode() throws IOException {
    assertThat(files(Notice.read().section(Notice.NODE)))
        .containsExactlyInAnyOrderElementsOf(jars(NODE));
  }

  @Test
  void noticeNamesTheRedisPrograms() throws IOException {
    Map<String, String> named = Notice.read().redis();
    assertThat(named).isEqualTo(redisVersions(named));
  }

  @Test
  void bomOfTheGatewayHasWhatNoticeNames() throws IOException {
    Notice notice = Notice.read();
    List<String> expected = new ArrayList<>(purls(notice.section(Notice.GATEWAY)));
    notice
        .redis()
        .forEach(
            (file, version) -> expected.add("pkg:generic/redis@" + version + "?file_name=" + file));
    assertThat(purls(Path.of("target/bom.json"))).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void bomOfTheElasticsearchNodeHasWhatNoticeNames() throws IOException {
    assertThat(purls(NODE.resolve("bom.json")))
        .containsExactlyInAnyOrderElementsOf(purls(Notice.read().section(Notice.NODE)));
  }

  private static Collection<String> files(List<Component> components) {
    return components.stream()
        .map(c -> c.name().substring(c.name().indexOf(':') + 1) + "-" + c.version() + ".jar")
        .toList();
  }

  private static Collection<String> jars(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar") && !name.startsWith(OWN))
          .toList();
    }
  }

  private static Collection<String> purls(List<Component> components) {
    return components.stream()
        .map(c -> "pkg:maven/" + c.name().replace(':', '/') + "@" + c.version() + "?type=jar")
        .toList();
  }

  private static Collection<String> purls(Path bom) throws IOException {
    assumeFalse(Boolean.getBoolean("tidegate.build.offline"), "not made in Maven's offline mode");
    JsonNode root = new ObjectMapper().readTree(bom.toFile());
    assertThat(root.path("bomFormat").asText()).isEqualTo("CycloneDX");
    List<String> purls = new ArrayList<>();
    root.path("components").forEach(part -> purls.add(part.path("purl").asText()));
    return purls;
  }

  /** Each redis-server in the jar, with the named version if the program contains it. */
  private static Map<String, String> redisVersions(Map<String, String> named) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (ZipFile jar = new ZipFile(embeddedRedis().toFile())) {
      for (ZipEntry entry : jar.stream().toList()) {
        String name = entry.getName();
        if (name.startsWith("redis-server")) {
          String program = new String(jar.getInputStream(entry).readAllBytes(), ISO_8859_1);
          String version = named.getOrDefault(name, "not named");
          found.put(name, program.contains("\0" + version + "\0") ? version : "another");
        }
      }
    }
    return found;
  }

  private static Path embeddedRedis() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target/lib"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("embedded-redis-"))
          .findFirst()
          .orElseThrow();
    }
  }
}
