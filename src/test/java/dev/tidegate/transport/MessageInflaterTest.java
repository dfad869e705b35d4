package dev.tidegate.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class MessageInflaterTest {
  private static final int LIMIT = 1_000;

  private final MessageInflater inflater = new MessageInflater(LIMIT, false);

  @Test
  void theLimitIsOfTheOutput() throws Exception {
    assertThat(inflated(inflater, deflated("x".repeat(LIMIT)))).isEqualTo("x".repeat(LIMIT));
    assertThatThrownBy(() -> inflated(inflater, deflated("x".repeat(LIMIT + 1))))
        .isInstanceOf(MessageAssembly.TooLarge.class);
    assertThatThrownBy(() -> inflated(inflater, deflated("x".repeat(10_000_000))))
        .isInstanceOf(MessageAssembly.TooLarge.class);
  }

  @Test
  void anErrorLeavesNothingForTheNextMessage() throws Exception {
    byte[] whole = deflated("stock");
    byte[] half = Arrays.copyOf(whole, whole.length - 2);
    assertThatThrownBy(() -> inflated(inflater, half)).isInstanceOf(DataFormatException.class);
    assertThat(inflated(inflater, whole)).isEqualTo("stock");
  }

  @Test
  void clientsThatTakeTheirContextOverShareNoContext() throws Exception {
    MessageInflater first = new MessageInflater(LIMIT, true);
    MessageInflater second = new MessageInflater(LIMIT, true);
    Deflater deflater = new Deflater(9, true);
    byte[] start = deflated(deflater, "price and stock");
    byte[] reference = deflated(deflater, "price and stock");
    deflater.end();
    assertThat(inflated(first, start)).isEqualTo("price and stock");
    assertThat(inflated(second, deflated("other"))).isEqualTo("other");
    assertThatThrownBy(() -> inflated(second, reference)).isInstanceOf(DataFormatException.class);
    assertThat(inflated(first, reference)).isEqualTo("price and stock");
  }

  private static String inflated(MessageInflater inflater, byte[] data) throws Exception {
    return new String(inflater.inflate(data, data.length), StandardCharsets.UTF_8);
  }

  private static byte[] deflated(String text) {
    Deflater deflater = new Deflater(9, true);
    byte[] data = deflated(deflater, text);
    deflater.end();
    return data;
  }

  private static byte[] deflated(Deflater deflater, String text) {
    deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
    byte[] data = new byte[100_000];
    int length = deflater.deflate(data, 0, data.length, Deflater.SYNC_FLUSH);
    return Arrays.copyOf(data, length - 4);
  }
}
