package dev.tidegate.chaos;

import static dev.tidegate.testing.JsonText.json;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Bytes after which no session can continue. */
final class BadFrames {
  private static final int BOUND = 262_144;

  private final Random random;

  BadFrames(Random random) {
    this.random = random;
  }

  /**
   * One case.
   *
   * @param mayBeCut whether the connection may end without a close code: the WebSocket protocol
   *     itself is violated, or more is on its way when the code comes, which is lost with it
   */
  record Case(String name, byte[] bytes, boolean mayBeCut) {}

  Case next() {
    return switch (random.nextInt(11)) {
      case 0 -> new Case("random bytes", randomBytes(1 + random.nextInt(2_000)), true);
      case 1 -> new Case("unknown opcode", frame(0x83 + random.nextInt(5), "{}"), true);
      case 2 -> new Case("reserved bits", frame(0x81 | (16 << random.nextInt(3)), "{}"), true);
      case 3 -> new Case("not masked", new byte[] {(byte) 0x81, 2, '{', '}'}, true);
      case 4 -> new Case("a huge length", declared(1L << (20 + random.nextInt(43))), true);
      case 5 -> new Case("a negative length", declared(-1L - random.nextInt(99)), true);
      case 6 -> new Case("a continuation of nothing", frame(0x80, "{}"), true);
      case 7 -> new Case("not UTF-8", RawSocket.frame(0x81, notUtf8()), true);
      case 8 -> new Case("fragments without end", fragments(), true);
      case 9 -> new Case("no object", frame(0x81, notAnObject()), false);
      default -> new Case("binary", RawSocket.frame(0x82, randomBytes(9)), false);
    };
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] frame(int firstByte, String text) {
    return RawSocket.frame(firstByte, text.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] declared(long length) {
    return ByteBuffer.allocate(64).put((byte) 0x81).put((byte) 0xFF).putLong(length).array();
  }

  private byte[] notUtf8() {
    byte[] bytes = json("{'type':'ping','x':'??'}").getBytes(StandardCharsets.US_ASCII);
    bytes[20] = (byte) (0xC0 | random.nextInt(2));
    return bytes;
  }

  private byte[] fragments() {
    int size = 1 + random.nextInt(30_000);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(RawSocket.frame(0x01, new byte[] {'{'}));
    for (int sent = 0; sent <= BOUND; sent += size) {
      out.writeBytes(RawSocket.frame(0x00, " ".repeat(size).getBytes(StandardCharsets.US_ASCII)));
    }
    return out.toByteArray();
  }

  private String notAnObject() {
    return switch (random.nextInt(9)) {
      case 0 -> "";
      case 1 -> "[]";
      case 2 -> "\"ping\"";
      case 3 -> "{\"type\":\"ping\"";
      case 4 -> "{\"type\":\"ping\"}{}";
      case 5 -> json("{'type':'ping','type':'ping'}");
      case 6 -> "{\"a\":".repeat(2_000 + random.nextInt(20_000));
      case 7 -> "[".repeat(100_000);
      default -> "{\"type\":" + "1".repeat(2_000 + random.nextInt(9_000)) + "}";
    };
  }
}
