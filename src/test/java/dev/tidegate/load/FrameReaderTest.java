package dev.tidegate.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
  private final List<String> frames = new ArrayList<>();
  private final FrameReader.Sink sink =
      (opcode, last, bytes, from, to) ->
          frames.add(opcode + (last ? "!" : "+") + new String(bytes, from, to - from, UTF_8));

  @Test
  void readsFramesOfAllThreeLengthsInOneGo() {
    String medium = "m".repeat(60_000);
    String large = "l".repeat(70_000);
    byte[] stream = joined(frame(0x81, "small"), frame(0x81, medium), frame(0x81, large));
    assertThat(FrameReader.read(stream, 0, stream.length, sink)).isEqualTo(stream.length);
    assertThat(frames).containsExactly("1!small", "1!" + medium, "1!" + large);
  }

  @Test
  void whereverTheStreamIsCutTheSameFramesComeOut() {
    byte[] stream =
        joined(frame(0x81, "a"), frame(0x89, ""), frame(0x01, "b".repeat(200)), frame(0x80, "c"));
    FrameReader.read(stream, 0, stream.length, sink);
    List<String> whole = List.copyOf(frames);
    for (int cut = 0; cut <= stream.length; cut++) {
      frames.clear();
      int taken = FrameReader.read(stream, 0, cut, sink);
      byte[] rest = Arrays.copyOfRange(stream, taken, stream.length);
      assertThat(FrameReader.read(rest, 0, rest.length, sink)).isEqualTo(rest.length);
      assertThat(frames).isEqualTo(whole);
    }
  }

  @Test
  void tellsFragmentsFromWholeMessages() {
    byte[] stream = joined(frame(0x01, "be"), frame(0x80, "gun"), frame(0x88, ""));
    FrameReader.read(stream, 0, stream.length, sink);
    assertThat(frames).containsExactly("1+be", "0!gun", "8!");
  }

  @Test
  void aClientsFrameIsMaskedWithZeros() {
    for (int length : new int[] {0, 5, 125, 126, 70_000}) {
      byte[] payload = "x".repeat(length).getBytes(UTF_8);
      byte[] masked = FrameReader.masked(FrameReader.TEXT, payload, 0, length);
      assertThat(masked[0]).isEqualTo((byte) 0x81);
      assertThat(masked[1] & 0x80).isEqualTo(0x80);
      assertThat(Arrays.copyOfRange(masked, masked.length - length, masked.length))
          .isEqualTo(payload);
      int mask = masked.length - length - 4;
      assertThat(Arrays.copyOfRange(masked, mask, mask + 4)).containsOnly(0);
    }
  }

  private static byte[] frame(int first, String text) {
    byte[] payload = text.getBytes(UTF_8);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(first);
    if (payload.length < 126) {
      frame.write(payload.length);
    } else if (payload.length < 65536) {
      frame.writeBytes(new byte[] {126, (byte) (payload.length >>> 8), (byte) payload.length});
    } else {
      frame.writeBytes(new byte[] {127, 0, 0, 0, 0, 0});
      frame.writeBytes(
          new byte[] {
            (byte) (payload.length >>> 16), (byte) (payload.length >>> 8), (byte) payload.length
          });
    }
    frame.writeBytes(payload);
    return frame.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
