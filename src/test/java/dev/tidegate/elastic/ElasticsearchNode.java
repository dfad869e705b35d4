package dev.tidegate.elastic;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A real node, to be stopped and started again at the same address. */
final class ElasticsearchNode implements AutoCloseable {
  private final Path data;
  private int port;
  private Process process;

  ElasticsearchNode(Path data) {
    this.data = data;
    this.process = launch();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  void stop() {
    process.destroy();
    process.onExit().join();
  }

  void start() {
    process = launch();
  }

  @Override
  public void close() {
    stop();
  }

  private Process launch() {
    Path home = Path.of("target/elasticsearch").toAbsolutePath();
    File[] jars = Objects.requireNonNull(home.resolve("lib").toFile().listFiles());
    String classPath =
        Arrays.stream(jars).map(File::getPath).collect(Collectors.joining(File.pathSeparator));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                "dev.tidegate.elasticsearch.node.NodeLauncher",
                "path.home=" + home,
                "path.data=" + data.resolve("data"),
                "path.logs=" + data.resolve("logs"),
                "discovery.type=single-node",
                "network.host=127.0.0.1",
                "http.port=" + port,
                "transport.port=0",
                "cluster.routing.allocation.disk.threshold_enabled=false"));
    try {
      Process started =
          new ProcessBuilder(command).redirectError(data.resolve("err.txt").toFile()).start();
      awaitPort(started);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitPort(Process started) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("tidegate-http-port ")) {
        port = Integer.parseInt(line.substring("tidegate-http-port ".length()).strip());
        Thread.ofVirtual().start(() -> out.lines().forEach(ignored -> {}));
        return;
      }
    }
    throw new IOException("Elasticsearch did not start; see " + data);
  }
}
