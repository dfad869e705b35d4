package dev.tidegate.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** CPU time and memory of all processes at one time; two of them make a span. */
final class Resources {
  /** CPU seconds so far, and resident memory in KB, by who; 0 where it can't be known. */
  record Mark(
      long nanos, Map<String, ProcessUse> use, double busiestLoop, double idle, double all) {
    ProcessUse of(String who) {
      return use.getOrDefault(who, new ProcessUse(0, 0));
    }
  }

  private final Target target;
  private final LocalServers servers;
  private final List<Loop> loops;

  Resources(Target target, List<Loop> loops) {
    this.target = target;
    this.loops = loops;
    servers =
        target.isLocal() ? LocalServers.behind(target.address().getPort()) : LocalServers.none();
  }

  LocalServers servers() {
    return servers;
  }

  Mark mark() {
    Map<String, ProcessUse> use = new LinkedHashMap<>();
    use.put("gateway", servers.gateway().isEmpty() ? scraped() : ProcessUse.of(servers.gateway()));
    use.put("redis", ProcessUse.of(servers.redis()));
    use.put("elasticsearch", ProcessUse.of(servers.elasticsearch()));
    use.put("harness", ProcessUse.of(List.of(ProcessHandle.current().pid())));
    double busiest = 0;
    for (Loop loop : loops) {
      busiest =
          Math.max(
              busiest, ManagementFactory.getThreadMXBean().getThreadCpuTime(loop.threadId()) / 1e9);
    }
    double[] machine = ProcessUse.machine();
    return new Mark(System.nanoTime(), use, busiest, machine[0], machine[1]);
  }

  /** From /metrics: the process's CPU time, and its heap for want of its resident memory. */
  private ProcessUse scraped() {
    double nanos = 0;
    double bytes = 0;
    try {
      for (String line : target.call("GET", "/metrics", null).split("\n")) {
        String value = line.substring(line.lastIndexOf(' ') + 1);
        if (line.startsWith("process_cpu_time_ns_total")) {
          nanos = Double.parseDouble(value);
        } else if (line.startsWith("jvm_memory_used_bytes")) {
          bytes += Double.parseDouble(value);
        }
      }
    } catch (IOException | NumberFormatException e) {
      // a server without such metrics: it stays unknown
    }
    return new ProcessUse(nanos / 1e9, (long) (bytes / 1024));
  }
}
