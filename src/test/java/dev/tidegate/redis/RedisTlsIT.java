package dev.tidegate.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidegate.config.GatewayConfig;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.OnContext;
import dev.tidegate.testing.Stores;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Connections to a Redis with TLS, whose certificate is for {@code localhost} only. */
@ExtendWith(VertxExtension.class)
class RedisTlsIT {
  private final Vertx vertx;
  private final Context context;

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Process server;

  private int port;

  RedisTlsIT(Vertx vertx) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
  }

  @BeforeEach
  void start() throws IOException, InterruptedException {
    assumeTrue(
        runs("redis-server", "--version") && runs("openssl", "version"),
        "skipped: no redis-server or openssl on the path");
    openssl("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=ca -keyout ca.key -out ca.pem");
    openssl("req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout key.pem -out request.pem");
    Files.writeString(directory.resolve("san"), "subjectAltName=DNS:localhost\n");
    openssl(
        "x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile san"
            + " -out cert.pem");
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    server =
        process(
            List.of(
                "redis-server",
                "--port",
                "0",
                "--tls-port",
                Integer.toString(port),
                "--tls-cert-file",
                "cert.pem",
                "--tls-key-file",
                "key.pem",
                "--tls-auth-clients",
                "no",
                "--save",
                "",
                "--bind",
                "127.0.0.1"));
    boolean serves =
        Eventually.get(this::answersOrEnded, Boolean::booleanValue) && server.isAlive();
    assumeTrue(serves, "skipped: this redis-server has no TLS");
  }

  private boolean answersOrEnded() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return !server.isAlive();
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (server != null) {
      server.destroy();
      server.waitFor();
    }
  }

  @Test
  void theCertificateIsCheckedAsConfigured() {
    String ca = directory.resolve("ca.pem").toString();
    assertThat(answers("localhost", Map.of("redis.tls.ca", ca))).isTrue();
    // Its certificate is for another name.
    assertThat(answers("127.0.0.1", Map.of("redis.tls.ca", ca))).isFalse();
    assertThat(answers("127.0.0.1", Map.of("redis.tls.ca", ca, "redis.tls.verify", "ca"))).isTrue();
    // The JDK does not know this CA.
    assertThat(answers("localhost", Map.of())).isFalse();
    assertThat(answers("localhost", Map.of("redis.tls.verify", "ca"))).isFalse();
    assertThat(answers("127.0.0.1", Map.of("redis.tls.verify", "none"))).isTrue();
  }

  private boolean answers(String host, Map<String, String> settings) {
    GatewayConfig config = Stores.redis("rediss://" + host + ":" + port, "tls");
    for (Map.Entry<String, String> each : settings.entrySet()) {
      config = config.with(each.getKey(), each.getValue());
    }
    GatewayConfig used = config;
    return OnContext.await(
        context,
        () -> {
          RedisLink link = new RedisLink(vertx, context, used.redis());
          return link.open()
              .compose(v -> link.send(Request.cmd(Command.PING)))
              .map(pong -> pong.toString().equals("PONG"))
              .otherwise(false)
              .eventually(link::close);
        });
  }

  private void openssl(String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ", -1)));
    assertThat(process(command).waitFor()).as(arguments).isZero();
  }

  private Process process(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private boolean runs(String... command) throws InterruptedException {
    try {
      return process(List.of(command)).waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
