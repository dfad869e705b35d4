package dev.tidegate.shipping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lists in the file NOTICE.
 *
 * @param libraries the components of each section that lists {@code group:artifact:version} lines
 * @param redis the Redis version of each {@code redis-server} file
 */
record Notice(Map<String, List<Component>> libraries, Map<String, String> redis) {
  static final String GATEWAY = "THE GATEWAY";
  static final String NODE = "THE EMBEDDED ELASTICSEARCH";
  private static final Pattern SECTION = Pattern.compile("\\d\\. ([A-Z ]+)");
  private static final Pattern LIBRARY = Pattern.compile("  ([\\w.-]+:[\\w.-]+):([\\w.-]+)");
  private static final Pattern REDIS = Pattern.compile("  (redis-server-\\S+) +Redis ([\\d.]+)");

  static Notice read() throws IOException {
    Map<String, List<Component>> libraries = new HashMap<>();
    Map<String, String> redis = new HashMap<>();
    String section = "";
    for (String line : Files.readAllLines(Path.of("NOTICE"))) {
      Matcher heading = SECTION.matcher(line);
      Matcher library = LIBRARY.matcher(line);
      Matcher program = REDIS.matcher(line);
      if (heading.matches()) {
        section = heading.group(1);
      } else if (library.matches()) {
        libraries
            .computeIfAbsent(section, any -> new ArrayList<>())
            .add(new Component(library.group(1), library.group(2), "NOTICE, " + section));
      } else if (program.matches()) {
        redis.put(program.group(1), program.group(2));
      }
    }
    return new Notice(libraries, redis);
  }

  List<Component> section(String name) {
    return libraries.getOrDefault(name, List.of());
  }

  List<Component> all() {
    List<Component> all = new ArrayList<>();
    libraries.values().forEach(all::addAll);
    redis.forEach((file, version) -> all.add(new Component("redis", version, file)));
    return all;
  }
}
