package dev.tidegate.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Machine and programs of a run: without them, a figure means nothing. */
final class Machine {
  private Machine() {}

  static Map<String, String> describe(Target target, LocalServers servers) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("cpu", line("/proc/cpuinfo", "model name"));
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("memory", line("/proc/meminfo", "MemTotal"));
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("harness java", System.getProperty("java.vm.version"));
    facts.put("commit", System.getProperty("load.commit", "unknown"));
    facts.put("gateway", version(target));
    for (long pid : servers.gateway()) {
      facts.put("gateway command", command(pid));
    }
    for (long pid : servers.redis()) {
      facts.put("redis command", command(pid));
    }
    for (long pid : servers.elasticsearch()) {
      facts.put("elasticsearch command", command(pid));
    }
    return facts;
  }

  private static String version(Target target) {
    try {
      for (String line : target.call("GET", "/metrics", null).split("\n")) {
        if (line.startsWith("tidegate_build_info{version=\"")) {
          return "tidegate " + line.split("\"")[1];
        }
      }
    } catch (IOException e) {
      // another kind of server
    }
    return "unknown";
  }

  private static String command(long pid) {
    try {
      String command =
          Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).replace('\0', ' ');
      return command.replaceAll("(?<= |^)(-cp|-classpath|--module-path) \\S+", "$1 ...").trim();
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String line(String file, String name) {
    try {
      List<String> lines = Files.readAllLines(Path.of(file));
      for (String line : lines) {
        if (line.startsWith(name)) {
          return line.substring(line.indexOf(':') + 1).trim();
        }
      }
    } catch (IOException e) {
      // not Linux
    }
    return "unknown";
  }
}
