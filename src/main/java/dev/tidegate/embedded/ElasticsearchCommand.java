package dev.tidegate.embedded;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The command line of a node: same JDK as ours, small heap, loopback only. */
record ElasticsearchCommand(Path home, int heapMegabytes) {
  private static final int UNSAFE_FLAG_SINCE = 23;

  /** {@code path.data}, {@code path.logs} and the JVM's switches differ between runs. */
  List<String> run(Path directory, int httpPort, List<String> extraFlags) {
    Path logs = directory.resolve("logs");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags());
    command.addAll(extraFlags);
    command.add("-Dtidegate.logs=" + logs);
    command.addAll(List.of("-cp", classPath(), "dev.tidegate.elasticsearch.node.NodeLauncher"));
    command.add("path.home=" + home);
    command.add("path.data=" + directory.resolve("data"));
    command.add("path.logs=" + logs);
    command.add("http.port=" + httpPort);
    command.add("transport.port=0");
    command.add("network.host=127.0.0.1");
    command.add("cluster.name=tidegate");
    command.add("node.name=tidegate");
    command.add("discovery.type=single-node");
    // One node cannot move its shards away: better to write on until the disk really is full.
    command.add("cluster.routing.allocation.disk.threshold_enabled=false");
    return command;
  }

  List<String> flags() {
    List<String> flags = new ArrayList<>();
    flags.add("-Xmx" + heapMegabytes + "m");
    flags.add("-XX:+UseSerialGC");
    flags.add("-XX:+ExitOnOutOfMemoryError");
    flags.add("--enable-native-access=ALL-UNNAMED");
    if (Runtime.version().feature() >= UNSAFE_FLAG_SINCE) {
      flags.add("--sun-misc-unsafe-memory-access=allow"); // Netty 4.1; only a warning otherwise
    }
    return flags;
  }

  private String classPath() {
    return ElasticsearchHome.jars(home).stream()
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
