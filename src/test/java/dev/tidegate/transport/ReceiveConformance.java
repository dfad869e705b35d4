package dev.tidegate.transport;

import static dev.tidegate.testing.JsonText.json;
import static dev.tidegate.transport.RawSocket.CLOSE;
import static dev.tidegate.transport.RawSocket.CONTINUATION;
import static dev.tidegate.transport.RawSocket.FIN;
import static dev.tidegate.transport.RawSocket.PING;
import static dev.tidegate.transport.RawSocket.PONG;
import static dev.tidegate.transport.RawSocket.TEXT;
import static dev.tidegate.transport.RawSocket.close;
import static dev.tidegate.transport.RawSocket.concat;
import static dev.tidegate.transport.RawSocket.frame;
import static dev.tidegate.transport.RawSocket.header;
import static dev.tidegate.transport.RawSocket.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.transport.RawSocket.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of RFC 6455 for the receiver of frames, which hold with every extension. */
abstract class ReceiveConformance {
  static final int PROTOCOL_ERROR = 1002;
  static final int INVALID_DATA = 1007;
  static final int BAD_MESSAGE = 4400;
  static final int TOO_LARGE = 4413;
  static final int TOO_MANY = 4429;
  static final int MAX_MESSAGE = 262_144;

  static final String MESSAGE = json("{'type':'ping'}");
  static final String RESPONSE = json("{'type':'pong'}");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Characters of two to four bytes, with the first and last of each length. */
  private static final List<String> CHARACTERS =
      List.of(
          "ä", "茶", "🍵", "a茶🍵ä", "\u0080\u07FF\u0800\uFFFD\uFFFF", "\uD800\uDC00\uDBFF\uDFFF");

  /** A new session. */
  abstract RawSocket open() throws IOException;

  // Reserved bits, opcodes, and the mask.

  @ParameterizedTest
  @ValueSource(ints = {0x10, 0x20, 0x30, 0x50, 0x60, 0x70})
  void rejectsReservedBits(int bits) throws IOException {
    for (int opcode : new int[] {TEXT, PING, PONG, CLOSE}) {
      assertClosed(PROTOCOL_ERROR, frame(FIN | bits | opcode));
    }
    assertClosed(PROTOCOL_ERROR, frame(TEXT), frame(FIN | bits | CONTINUATION));
  }

  @Test
  void rejectsRsv1OnFramesThatAreNeverCompressed() throws IOException {
    for (int opcode : new int[] {PING, PONG, CLOSE}) {
      assertClosed(PROTOCOL_ERROR, frame(FIN | RawSocket.RSV1 | opcode));
    }
    assertClosed(PROTOCOL_ERROR, frame(TEXT), frame(FIN | RawSocket.RSV1 | CONTINUATION));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
  void rejectsReservedOpcodes(int opcode) throws IOException {
    assertClosed(PROTOCOL_ERROR, frame(FIN | opcode));
    assertClosed(PROTOCOL_ERROR, frame(FIN | opcode, ascii("x")));
    assertClosed(PROTOCOL_ERROR, frame(TEXT, ascii("{")), frame(FIN | opcode));
  }

  @ParameterizedTest
  @ValueSource(ints = {TEXT, PING, PONG, CLOSE})
  void rejectsUnmaskedFrames(int opcode) throws IOException {
    assertClosed(PROTOCOL_ERROR, new byte[] {(byte) (FIN | opcode), 0});
  }

  @Test
  void respondsToWhatCameBeforeTheViolation() throws IOException {
    try (RawSocket socket = open()) {
      socket.send(concat(text(MESSAGE), frame(FIN | 3), text(MESSAGE)));
      socket.awaitText(RESPONSE);
      assertThat(socket.next()).extracting(Frame::closeCode).isEqualTo(PROTOCOL_ERROR);
      assertEnds(socket);
    }
  }

  // Fragments.

  @Test
  void assemblesFragments() throws IOException {
    try (RawSocket socket = open()) {
      byte[] bytes = ascii(MESSAGE);
      for (int cut = 0; cut <= bytes.length; cut++) {
        socket.send(
            frame(TEXT, Arrays.copyOf(bytes, cut)),
            frame(CONTINUATION),
            frame(FIN | CONTINUATION, Arrays.copyOfRange(bytes, cut, bytes.length)));
        socket.awaitText(RESPONSE);
      }
      socket.send(frame(TEXT));
      for (byte one : bytes) {
        socket.send(frame(CONTINUATION, one));
      }
      socket.send(frame(FIN | CONTINUATION));
      socket.awaitText(RESPONSE);
    }
  }

  @Test
  void assemblesFragmentsThatComeByteByByte() throws IOException {
    try (RawSocket socket = open()) {
      socket.sendByteByByte(
          concat(
              frame(TEXT, ascii("{\"type\":")),
              frame(FIN | PING, ascii("between")),
              frame(FIN | CONTINUATION, ascii("\"ping\"}"))));
      assertThat(socket.await(PONG).text()).isEqualTo("between");
      socket.awaitText(RESPONSE);
    }
  }

  @Test
  void takesControlFramesBetweenFragments() throws IOException {
    try (RawSocket socket = open()) {
      socket.send(
          frame(TEXT, ascii("{\"type\":")),
          frame(FIN | PING, ascii("first")),
          frame(FIN | PONG, ascii("unsolicited")),
          frame(CONTINUATION),
          frame(FIN | PING, ascii("second")),
          frame(FIN | CONTINUATION, ascii("\"ping\"}")));
      assertThat(socket.await(PONG).text()).isEqualTo("first");
      assertThat(socket.await(PONG).text()).isEqualTo("second");
      socket.awaitText(RESPONSE);
      socket.send(frame(TEXT, ascii("{")), close(1000));
      assertThat(socket.await(CLOSE).closeCode()).isEqualTo(1000);
      assertThat(socket.next()).isNull();
    }
  }

  @Test
  void rejectsContinuationWithoutStart() throws IOException {
    assertClosed(PROTOCOL_ERROR, frame(FIN | CONTINUATION, ascii(MESSAGE)));
    assertClosed(PROTOCOL_ERROR, frame(CONTINUATION));
    assertClosed(
        PROTOCOL_ERROR,
        frame(TEXT, ascii("{\"type\":")),
        frame(FIN | CONTINUATION, ascii("\"ping\"}")),
        frame(FIN | CONTINUATION));
  }

  @Test
  void rejectsNewDataFrameWithinMessage() throws IOException {
    assertClosed(PROTOCOL_ERROR, frame(TEXT, ascii("{")), text(MESSAGE));
    assertClosed(PROTOCOL_ERROR, frame(TEXT), frame(TEXT));
    assertClosed(PROTOCOL_ERROR, frame(TEXT, ascii("{")), frame(FIN | 2));
  }

  @Test
  void rejectsBinaryMessages() throws IOException {
    assertClosed(BAD_MESSAGE, frame(FIN | 2, ascii(MESSAGE)));
    assertClosed(BAD_MESSAGE, frame(2, ascii(MESSAGE)));
  }

  @Test
  void limitsTheFragmentsOfOneMessageByTheMessageRate() throws IOException {
    byte[] fragments = RawSocket.repeat(frame(CONTINUATION), 2_000);
    assertClosed(TOO_MANY, frame(TEXT), fragments);
  }

  // Control frames.

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125})
  void respondsToPingsWithTheirPayload(int length) throws IOException {
    byte[] payload = new byte[length];
    Arrays.fill(payload, (byte) 0xFE);
    try (RawSocket socket = open()) {
      socket.send(frame(FIN | PING, payload));
      assertThat(socket.await(PONG))
          .satisfies(pong -> assertThat(pong.firstByte()).isEqualTo(FIN | PONG))
          .satisfies(pong -> assertThat(pong.payload()).isEqualTo(payload));
    }
  }

  @Test
  void respondsToPingsInTheirOrder() throws IOException {
    try (RawSocket socket = open()) {
      for (int i = 0; i < 10; i++) {
        socket.send(frame(FIN | PING, ascii("ping " + i)));
      }
      for (int i = 0; i < 10; i++) {
        assertThat(socket.await(PONG).text()).isEqualTo("ping " + i);
      }
    }
  }

  @Test
  void takesUnsolicitedPongs() throws IOException {
    try (RawSocket socket = open()) {
      for (int i = 0; i < 10; i++) {
        socket.send(frame(FIN | PONG), frame(FIN | PONG, ascii("unsolicited")));
      }
      socket.send(text(MESSAGE));
      socket.awaitText(RESPONSE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {CLOSE, PING, PONG})
  void rejectsFragmentedAndLongControlFrames(int opcode) throws IOException {
    assertClosed(PROTOCOL_ERROR, frame(opcode), frame(FIN | CONTINUATION));
    assertClosed(PROTOCOL_ERROR, frame(FIN | opcode, new byte[126]));
    assertClosed(PROTOCOL_ERROR, frame(FIN | opcode, new byte[65_536]));
    assertClosed(PROTOCOL_ERROR, frame(TEXT, ascii("{")), frame(opcode));
  }

  @ParameterizedTest
  @ValueSource(ints = {PING, PONG})
  void limitsControlFramesByTheMessageRate(int opcode) throws IOException {
    assertClosed(TOO_MANY, RawSocket.repeat(frame(FIN | opcode), 2_000));
  }

  // UTF-8.

  @Test
  void takesTextThatIsCutWithinCharacters() throws IOException {
    try (RawSocket socket = open()) {
      for (String id : CHARACTERS) {
        byte[] bytes =
            json("{'type':'unsubscribe','id':'%s'}", id).getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
          socket.send(
              frame(TEXT, Arrays.copyOf(bytes, cut)),
              frame(FIN | CONTINUATION, Arrays.copyOfRange(bytes, cut, bytes.length)));
          JsonNode error = JSON.readTree(socket.awaitText("\"error\""));
          assertThat(error.path("id").asText()).isEqualTo(id);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "bf",
        "c3",
        "c328",
        "c080",
        "c1bf",
        "e28c",
        "e0809f",
        "eda080",
        "edbfbf",
        "f0808080",
        "f09f8d",
        "f48fbf",
        "f4908080",
        "f888808080",
        "fe",
        "ff",
        "cebae1bdb9cf83cebcceb5eda080"
      })
  void rejectsInvalidUtf8(String hex) throws IOException {
    byte[] invalid = HexFormat.of().parseHex(hex);
    byte[] before = ascii("{\"type\":\"");
    byte[] after = ascii("\"}");
    assertClosed(BAD_MESSAGE, frame(FIN | TEXT, concat(before, invalid, after)));
    assertClosed(
        BAD_MESSAGE,
        frame(TEXT, concat(before, invalid)),
        frame(FIN | PING, ascii("between")),
        frame(FIN | CONTINUATION, after));
    assertClosed(BAD_MESSAGE, frame(FIN | TEXT, invalid));
  }

  // Close frames.

  @Test
  void respondsToAnEmptyCloseFrame() throws IOException {
    try (RawSocket socket = open()) {
      socket.send(frame(FIN | CLOSE));
      assertThat(socket.await(CLOSE).payload()).isEmpty();
      assertThat(socket.next()).isNull();
    }
  }

  @Test
  void rejectsACloseFrameOfOneByte() throws IOException {
    assertClosed(PROTOCOL_ERROR, frame(FIN | CLOSE, (byte) 3));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4999})
  void respondsToValidCloseCodesWithTheSame(int code) throws IOException {
    try (RawSocket socket = open()) {
      socket.send(close(code, ascii("bye")));
      assertThat(socket.await(CLOSE).closeCode()).isEqualTo(code);
      assertThat(socket.next()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 32_767, 32_768, 65_535
      })
  void rejectsInvalidCloseCodes(int code) throws IOException {
    assertClosed(PROTOCOL_ERROR, close(code));
    assertClosed(PROTOCOL_ERROR, close(code, ascii("bye")));
  }

  @Test
  void takesTheLongestReason() throws IOException {
    byte[] reason = "ä".repeat(61).concat("x").getBytes(StandardCharsets.UTF_8);
    try (RawSocket socket = open()) {
      socket.send(close(1000, reason));
      assertThat(socket.await(CLOSE).closeCode()).isEqualTo(1000);
      assertThat(socket.next()).isNull();
    }
    assertClosed(PROTOCOL_ERROR, close(1000, concat(reason, ascii("x"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"c3", "c328", "61e28c", "cebaeda080", "ff"})
  void rejectsInvalidUtf8InTheReason(String hex) throws IOException {
    assertClosed(INVALID_DATA, close(1000, HexFormat.of().parseHex(hex)));
  }

  @Test
  void sendsNothingAfterTheCloseFrame() throws IOException {
    try (RawSocket socket = open()) {
      socket.send(
          concat(
              close(1000),
              text(MESSAGE),
              frame(FIN | PING, ascii("late")),
              close(1001),
              frame(FIN | 3)));
      assertThat(socket.await(CLOSE).closeCode()).isEqualTo(1000);
      assertThat(socket.next()).isNull();
    }
    try (RawSocket socket = open()) {
      socket.send(
          concat(frame(FIN | 2), text(MESSAGE), frame(FIN | PING, ascii("late")), close(1000)));
      assertThat(socket.await(CLOSE).closeCode()).isEqualTo(BAD_MESSAGE);
      assertThat(socket.next()).isNull();
    }
  }

  // Lengths.

  @ParameterizedTest
  @ValueSource(ints = {15, 124, 125, 126, 127, 128, 65_534, 65_535, 65_536, 65_537, MAX_MESSAGE})
  void takesMessagesOfEveryLength(int length) throws IOException {
    try (RawSocket socket = open()) {
      socket.send(text(padded(length)));
      socket.awaitText(RESPONSE);
      byte[] bytes = ascii(padded(length));
      int half = length / 2;
      socket.send(
          frame(TEXT, Arrays.copyOf(bytes, half)),
          frame(FIN | CONTINUATION, Arrays.copyOfRange(bytes, half, length)));
      socket.awaitText(RESPONSE);
    }
  }

  @ParameterizedTest
  @CsvSource({"126, 0", "126, 15", "126, 125", "127, 0", "127, 15", "127, 126", "127, 65535"})
  void rejectsLengthsThatAreNotMinimal(int form, int length) throws IOException {
    assertClosed(PROTOCOL_ERROR, frame(FIN | TEXT, form, new byte[length]));
  }

  @Test
  void rejectsNegativeLengths() throws IOException {
    assertClosed(PROTOCOL_ERROR, header(FIN | TEXT, 127, Long.MIN_VALUE));
    assertClosed(PROTOCOL_ERROR, header(FIN | TEXT, 127, -1));
  }

  @Test
  void rejectsMessagesOverTheLimit() throws IOException {
    assertClosed(TOO_LARGE, header(FIN | TEXT, 127, MAX_MESSAGE + 1L));
    assertClosed(TOO_LARGE, header(FIN | TEXT, 127, 1L << 32));
    assertClosed(TOO_LARGE, header(FIN | TEXT, 127, Long.MAX_VALUE));
    assertClosed(TOO_LARGE, text(padded(MAX_MESSAGE + 1)));
    assertClosed(
        TOO_LARGE,
        frame(TEXT, new byte[MAX_MESSAGE / 2]),
        frame(CONTINUATION, new byte[MAX_MESSAGE / 2]),
        frame(CONTINUATION, (byte) ' '));
  }

  /** Sends the frames, and asserts that a close frame and nothing else follows. */
  final void assertClosed(int code, byte[]... frames) throws IOException {
    try (RawSocket socket = open()) {
      socket.send(frames);
      assertThat(socket.awaitClose()).isEqualTo(code);
      assertEnds(socket);
    }
  }

  private static void assertEnds(RawSocket socket) throws IOException {
    socket.end();
    assertThat(socket.next()).isNull();
  }

  static String padded(int length) {
    return "{\"type\":\"ping\"" + " ".repeat(length - MESSAGE.length()) + "}";
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
