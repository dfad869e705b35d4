package dev.tidegate.embedded;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Options of an embedded Redis.
 *
 * @param dataDirectory contains the append-only files, the log, the configuration, and the bundled
 *     program
 * @param port 0 for any free one
 * @param password of the user {@code default}: 16–128 letters and digits
 */
public record RedisOptions(Path dataDirectory, int port, String password) {
  private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9]{16,128}");
  private static final int PASSWORD_BYTES = 32;
  private static final SecureRandom random = new SecureRandom();

  public RedisOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " is not within 0 and 65535");
    }
    if (!PASSWORD.matcher(password).matches()) {
      throw new IllegalArgumentException("Invalid password. Use 16–128 letters and digits.");
    }
  }

  /** Returns options with any free port and a new random password. */
  public static RedisOptions in(Path dataDirectory) {
    byte[] password = new byte[PASSWORD_BYTES];
    random.nextBytes(password);
    return new RedisOptions(dataDirectory, 0, HexFormat.of().formatHex(password));
  }

  /** Returns options with the same password. */
  public RedisOptions withPort(int port) {
    return new RedisOptions(dataDirectory, port, password);
  }

  /** Returns all but the password. */
  @Override
  public String toString() {
    return "RedisOptions[dataDirectory=" + dataDirectory + ", port=" + port + ", password=***]";
  }
}
