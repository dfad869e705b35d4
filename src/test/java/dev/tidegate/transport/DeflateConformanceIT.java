package dev.tidegate.transport;

import static dev.tidegate.testing.JsonText.json;
import static dev.tidegate.transport.RawSocket.CONTINUATION;
import static dev.tidegate.transport.RawSocket.FIN;
import static dev.tidegate.transport.RawSocket.PING;
import static dev.tidegate.transport.RawSocket.PONG;
import static dev.tidegate.transport.RawSocket.RSV1;
import static dev.tidegate.transport.RawSocket.TEXT;
import static dev.tidegate.transport.RawSocket.concat;
import static dev.tidegate.transport.RawSocket.frame;
import static dev.tidegate.transport.RawSocket.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conformance of the receiver with permessage-deflate (RFC 7692). */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeflateConformanceIT extends ReceiveConformance {
  private static final String OFFER = "permessage-deflate; client_no_context_takeover";
  private static final String OFFER_WITH_TAKEOVER = "permessage-deflate";
  private static final int COMPRESSED_TEXT = FIN | RSV1 | TEXT;
  private static final int WINDOW = 32_768;

  private final GatewayServer gateway;

  DeflateConformanceIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    String prefix = "d" + UUID.randomUUID().toString().substring(0, 8);
    gateway =
        GatewayServer.start(
            redis.url(), elasticsearch.url(), prefix, Map.of("TIDEGATE_LIVE_COMPRESSION", "true"));
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @Override
  RawSocket open() throws IOException {
    return open(OFFER);
  }

  private RawSocket open(String offer) throws IOException {
    RawSocket socket = handshake(offer);
    assertThat(socket.head()).contains("sec-websocket-extensions: permessage-deflate");
    return socket;
  }

  private RawSocket handshake(String offer) throws IOException {
    return RawSocket.open(gateway.port(), "Sec-WebSocket-Extensions: " + offer + "\r\n");
  }

  // Offers.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate; client_max_window_bits=x",
        "permessage-deflate; client_max_window_bits=16",
        "permessage-deflate; client_max_window_bits=7",
        "permessage-deflate; server_max_window_bits=x",
        "permessage-deflate; unknown",
        "x-webkit-deflate-frame"
      })
  void declinesOffersThatItCannotMeet(String offer) throws IOException {
    try (RawSocket socket = handshake(offer)) {
      assertThat(socket.head()).startsWith("http/1.1 101 ").doesNotContain("extensions");
      assertResponds(socket, text(MESSAGE));
    }
    try (RawSocket socket = open(offer + ", " + OFFER)) {
      assertResponds(socket, frame(COMPRESSED_TEXT, deflate(MESSAGE)));
    }
  }

  // Messages.

  @ParameterizedTest
  @ValueSource(ints = {15, 125, 126, 65_535, 65_536, MAX_MESSAGE})
  void takesCompressedMessagesOfEveryLength(int length) throws IOException {
    try (RawSocket socket = open()) {
      assertResponds(socket, frame(COMPRESSED_TEXT, deflate(padded(length))));
      assertResponds(socket, text(padded(length)));
    }
  }

  @Test
  void takesCompressedFragments() throws IOException {
    byte[] data = deflate(MESSAGE);
    try (RawSocket socket = open()) {
      for (int cut = 0; cut <= data.length; cut++) {
        assertResponds(
            socket,
            frame(RSV1 | TEXT, Arrays.copyOf(data, cut)),
            frame(FIN | CONTINUATION, Arrays.copyOfRange(data, cut, data.length)));
      }
    }
    try (RawSocket socket = open()) {
      socket.send(frame(RSV1 | TEXT));
      for (byte one : data) {
        socket.send(frame(CONTINUATION, one), frame(CONTINUATION));
      }
      assertResponds(socket, frame(FIN | CONTINUATION));
    }
  }

  @Test
  void takesFragmentsThatInflateToNothing() throws IOException {
    byte[] emptyBlock = {0, 0, 0, -1, -1};
    try (RawSocket socket = open()) {
      assertResponds(
          socket,
          frame(RSV1 | TEXT, emptyBlock),
          frame(CONTINUATION, emptyBlock),
          frame(FIN | CONTINUATION, deflate(MESSAGE)));
      assertResponds(
          socket, frame(COMPRESSED_TEXT, concat(emptyBlock, emptyBlock, deflate(MESSAGE))));
    }
  }

  @Test
  void takesControlFramesBetweenCompressedFragments() throws IOException {
    byte[] data = deflate(MESSAGE);
    try (RawSocket socket = open()) {
      socket.send(
          frame(RSV1 | TEXT, Arrays.copyOf(data, 1)),
          frame(FIN | PING, ascii("between")),
          frame(FIN | PONG),
          frame(FIN | CONTINUATION, Arrays.copyOfRange(data, 1, data.length)));
      assertThat(socket.await(PONG).text()).isEqualTo("between");
      socket.awaitText(RESPONSE);
    }
  }

  @Test
  void takesPlainMessagesBetweenCompressedMessages() throws IOException {
    try (RawSocket socket = open()) {
      for (int i = 0; i < 10; i++) {
        assertResponds(socket, frame(COMPRESSED_TEXT, deflate(MESSAGE)));
        assertResponds(
            socket,
            frame(TEXT, ascii("{\"type\":")),
            frame(FIN | CONTINUATION, ascii("\"ping\"}")));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "6", "9"})
  void takesEveryKindOfBlock(int level) throws IOException {
    Deflater deflater = new Deflater(level, true);
    try (RawSocket socket = open()) {
      assertResponds(socket, frame(COMPRESSED_TEXT, deflate(deflater, ascii(padded(10_000)))));
    } finally {
      deflater.end();
    }
  }

  @Test
  void takesFinalBlocks() throws IOException {
    byte[] whole = finished(MESSAGE);
    byte[] first = finished("{\"type\":");
    try (RawSocket socket = open()) {
      // RFC 7692, 7.2.3.4: a final block, and a byte for the tail to complete.
      assertResponds(socket, frame(COMPRESSED_TEXT, concat(whole, new byte[1])));
      assertResponds(socket, frame(COMPRESSED_TEXT, concat(first, deflate("\"ping\"}"))));
      assertResponds(socket, frame(COMPRESSED_TEXT, whole));
    }
  }

  @Test
  void takesContextFromEarlierMessages() throws IOException {
    Deflater deflater = new Deflater(9, true);
    Random random = new Random(1);
    try (RawSocket socket = open(OFFER_WITH_TAKEOVER)) {
      int first = deflateAndSend(socket, deflater, MESSAGE);
      assertThat(deflateAndSend(socket, deflater, MESSAGE)).isLessThan(first);
      for (int i = 0; i < 60; i++) {
        // Noise fills the window, of which the next message refers to the most distant part.
        StringBuilder noise = new StringBuilder();
        for (int length = random.nextInt(WINDOW); length > 0; length--) {
          noise.append((char) ('a' + random.nextInt(26)));
        }
        String message = json("{'type':'ping','x':'%s'}", noise);
        deflateAndSend(socket, deflater, message);
        socket.send(text(MESSAGE));
        socket.awaitText(RESPONSE);
        deflateAndSend(socket, deflater, message);
      }
    } finally {
      deflater.end();
    }
  }

  private static int deflateAndSend(RawSocket socket, Deflater deflater, String message)
      throws IOException {
    byte[] data = deflate(deflater, ascii(message));
    socket.send(frame(COMPRESSED_TEXT, data));
    // A message with a member too many gets an error.
    socket.awaitText(message.equals(MESSAGE) ? RESPONSE : "\"error\"");
    return data.length;
  }

  @Test
  void rejectsReferencesToAContextThatIsNotTakenOver() throws IOException {
    Deflater deflater = new Deflater(9, true);
    deflate(deflater, ascii(MESSAGE));
    byte[] second = deflate(deflater, ascii(MESSAGE));
    deflater.end();
    assertClosed(
        INVALID_DATA, frame(COMPRESSED_TEXT, deflate(MESSAGE)), frame(COMPRESSED_TEXT, second));
  }

  // Violations.

  @Test
  void rejectsCompressedBinaryMessages() throws IOException {
    assertClosed(BAD_MESSAGE, frame(FIN | RSV1 | 2, deflate(MESSAGE)));
  }

  @Test
  void rejectsEmptyMessages() throws IOException {
    assertClosed(BAD_MESSAGE, frame(COMPRESSED_TEXT, (byte) 0));
    // Not even the header of a block (RFC 7692, 7.2.3.6).
    assertClosed(INVALID_DATA, frame(COMPRESSED_TEXT));
  }

  @Test
  void rejectsCompressedTextThatIsNotUtf8() throws IOException {
    byte[] invalid = concat(ascii("{\"type\":\""), new byte[] {(byte) 0xC3}, ascii("\"}"));
    Deflater deflater = new Deflater(9, true);
    byte[] data = deflate(deflater, invalid);
    deflater.end();
    assertClosed(BAD_MESSAGE, frame(COMPRESSED_TEXT, data));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"07", "ff", "ffffffff", "0000000000", "010500", "4b4c4a06", "7b2274797065"})
  void rejectsCorruptData(String hex) throws IOException {
    byte[] corrupt = HexFormat.of().parseHex(hex);
    assertClosed(INVALID_DATA, frame(COMPRESSED_TEXT, corrupt));
    assertClosed(INVALID_DATA, frame(RSV1 | TEXT, corrupt), frame(FIN | CONTINUATION));
    assertClosed(INVALID_DATA, frame(COMPRESSED_TEXT, concat(deflate(MESSAGE), corrupt)));
  }

  @Test
  void rejectsTruncatedData() throws IOException {
    byte[] data = deflate(padded(10_000));
    for (int length = 1; length < data.length - 1; length++) {
      assertClosed(INVALID_DATA, frame(COMPRESSED_TEXT, Arrays.copyOf(data, length)));
    }
  }

  @Test
  void rejectsMessagesThatInflateBeyondTheLimit() throws IOException {
    assertClosed(TOO_LARGE, frame(COMPRESSED_TEXT, deflate(padded(MAX_MESSAGE + 1))));
    byte[] bomb = bomb();
    assertThat(bomb.length).isBetween(MAX_MESSAGE / 2, MAX_MESSAGE);
    assertClosed(TOO_LARGE, frame(COMPRESSED_TEXT, bomb));
    int half = bomb.length / 2;
    assertClosed(
        TOO_LARGE,
        frame(RSV1 | TEXT, Arrays.copyOf(bomb, half)),
        frame(FIN | CONTINUATION, Arrays.copyOfRange(bomb, half, bomb.length)));
  }

  @Test
  void limitsTheBytesOfCompressedFragments() throws IOException {
    assertClosed(
        TOO_LARGE,
        frame(RSV1 | TEXT, RawSocket.repeat(new byte[] {0, 0, 0, -1, -1}, 40_000)),
        frame(CONTINUATION, RawSocket.repeat(new byte[] {0, 0, 0, -1, -1}, 40_000)));
  }

  private static void assertResponds(RawSocket socket, byte[]... frames) throws IOException {
    socket.send(frames);
    socket.awaitText(RESPONSE);
  }

  private static byte[] deflate(String text) {
    Deflater deflater = new Deflater(9, true);
    try {
      return deflate(deflater, text.getBytes(StandardCharsets.UTF_8));
    } finally {
      deflater.end();
    }
  }

  /** The data of one message, without the tail of the flush. */
  private static byte[] deflate(Deflater deflater, byte[] bytes) {
    deflater.setInput(bytes);
    byte[] data = all(deflater, Deflater.SYNC_FLUSH);
    return Arrays.copyOf(data, data.length - 4);
  }

  /** The data of 200 MiB of spaces. */
  private static byte[] bomb() {
    Deflater deflater = new Deflater(9, true);
    byte[] spaces = new byte[1 << 20];
    Arrays.fill(spaces, (byte) ' ');
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < 200; i++) {
      deflater.setInput(spaces);
      out.writeBytes(all(deflater, Deflater.NO_FLUSH));
    }
    out.writeBytes(all(deflater, Deflater.SYNC_FLUSH));
    deflater.end();
    return Arrays.copyOf(out.toByteArray(), out.size() - 4);
  }

  private static byte[] finished(String text) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(ascii(text));
    deflater.finish();
    byte[] data = all(deflater, Deflater.NO_FLUSH);
    deflater.end();
    return data;
  }

  private static byte[] all(Deflater deflater, int flush) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] part = new byte[8_192];
    int length = deflater.deflate(part, 0, part.length, flush);
    while (length > 0) {
      out.write(part, 0, length);
      length = length < part.length ? 0 : deflater.deflate(part, 0, part.length, flush);
    }
    return out.toByteArray();
  }
}
