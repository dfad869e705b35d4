package dev.tidegate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tidegate.testing.RedisSocket;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The embedded Redis answers only clients with its password, which only its owner can read. */
class RedisSecretsIT {
  @Test
  void clientsWithoutThePasswordAreRefused(@TempDir Path data) throws Exception {
    try (EmbeddedRedis redis = EmbeddedRedis.start(data)) {
      for (String command : new String[] {"PING", "GET tea", "SET tea x", "SHUTDOWN NOSAVE"}) {
        assertThat(anonymous(redis.port(), command)).startsWith("-NOAUTH");
      }
      String guess = redis.url().replace(redis.options().password(), "guess");
      assertThatThrownBy(() -> new RedisSocket(guess)).hasMessageContaining("WRONGPASS");
      assertThat(RespClient.ask(redis.url(), "GET tea")).isEqualTo("-1");
    }
  }

  @Test
  void eachStartHasAPasswordOfItsOwn(@TempDir Path data) throws Exception {
    String first;
    try (EmbeddedRedis redis = EmbeddedRedis.start(data)) {
      first = redis.options().password();
    }
    try (EmbeddedRedis redis = EmbeddedRedis.start(data)) {
      assertThat(redis.options().password()).hasSize(64).isNotEqualTo(first);
      assertThat(passwordIn(data)).isEqualTo(redis.options().password());
    }
  }

  @Test
  void thePasswordIsNeitherInTheLogNorInTheProcessListNorReadable(@TempDir Path data)
      throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level level = root.getLevel();
    ListAppender<ILoggingEvent> appender = new ListAppender<>();
    appender.setContext(root.getLoggerContext());
    appender.start();
    root.addAppender(appender);
    root.setLevel(Level.DEBUG);
    String password;
    try (EmbeddedRedis redis = EmbeddedRedis.start(data)) {
      password = redis.options().password();
      assertThat(processes())
          .contains(data.toRealPath().resolve("redis.conf").toString())
          .doesNotContain(password);
      assertThat(redis.options().toString()).doesNotContain(password);
    } finally {
      root.setLevel(level);
      root.detachAppender(appender);
    }
    assertThat(appender.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .anyMatch(line -> line.matches("Starting Redis version=\\S+ binary=/\\S+ source=\\S+ .*"))
        .noneMatch(line -> line.contains(password));
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(password)) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
              .as(file.toString())
              .isEqualTo("rw-------");
        }
      }
    }
  }

  @Test
  void aNewDataDirectoryIsForItsOwnerOnly(@TempDir Path parent) throws Exception {
    Path data = parent.resolve("data").resolve("redis");
    EmbeddedRedis.start(data).close();
    for (Path directory : new Path[] {data, data.getParent()}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
          .isEqualTo("rwx------");
    }
  }

  /** Returns the password of the latest start in a data directory. */
  static String passwordIn(Path data) throws IOException {
    try (Stream<String> lines = Files.lines(data.resolve("redis.conf"))) {
      return lines
          .filter(line -> line.startsWith("requirepass "))
          .map(line -> line.substring("requirepass ".length()))
          .findFirst()
          .orElseThrow();
    }
  }

  private static String anonymous(int port, String command) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  /** Returns the command lines and environments of all processes. */
  private static String processes() throws IOException {
    Process list = new ProcessBuilder("ps", "axeww").redirectErrorStream(true).start();
    return new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
