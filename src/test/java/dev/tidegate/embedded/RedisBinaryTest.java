package dev.tidegate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisBinaryTest {
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path folder;

  private String path = "";

  @BeforeEach
  void searchPath() {
    path = String.join(File.pathSeparator, "", ".", "/nowhere", folder.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"7.0.0", "7.2.5", "8.4.0", "10.0.1", "7.9.240-rc1"})
  void anInstalledServerIsUsed(String version) throws IOException {
    Path installed = program("echo 'Redis server v=" + version + " sha=0:0 bits=64'");
    assertThat(RedisBinary.find(path, folder))
        .isEqualTo(new RedisBinary(installed, version, "PATH"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo 'Redis server v=6.2.14 sha=0:0 bits=64'",
        "echo 'Redis server v=5.0.14 sha=0:0 bits=64'",
        "echo 'Valkey server v=8.0.1 sha=0:0 bits=64'",
        "exit 1",
        "exec /nowhere/redis-server"
      })
  void otherwiseTheBundledOneIs(String script) throws IOException {
    program(script);
    RedisBinary bundled = RedisBinary.find(path, folder);
    assertThat(bundled.version()).isEqualTo("7.0.15");
    assertThat(bundled.source()).isEqualTo("bundled");
    assertThat(bundled.path()).isExecutable().hasParent(folder);
  }

  @Test
  void theBundledOneIsUsedWithoutAPath() throws IOException {
    assertThat(RedisBinary.find("", folder).source()).isEqualTo("bundled");
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, redis-server-7.0.15-linux-amd64",
    "Linux, aarch64, redis-server-7.0.15-linux-arm64",
    "Linux, i386, redis-server-7.0.15-linux-386",
    "Mac OS X, x86_64, redis-server-7.0.15-darwin-amd64",
    "Mac OS X, aarch64, redis-server-7.0.15-darwin-arm64"
  })
  void eachPlatformHasItsBundledServer(String os, String arch, String resource) {
    assertThat(BundledRedis.resource(os, arch)).isEqualTo(resource);
    assertThat(getClass().getResource("/" + resource)).isNotNull();
  }

  @Test
  void otherPlatformsHaveNone() {
    String resource = BundledRedis.resource("Windows 11", "amd64");
    assertThat(resource).isEqualTo("redis-server-7.0.15-windows11-amd64");
    assertThat(getClass().getResource("/" + resource)).isNull();
  }

  private Path program(String script) throws IOException {
    Path file = Files.writeString(folder.resolve("redis-server"), "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
