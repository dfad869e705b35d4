package dev.tidegate.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MessageAssemblyTest {
  private final MessageAssembly assembly = new MessageAssembly(10, null);

  @Test
  void framesAddUpWhereverACharacterIsCut() throws Exception {
    byte[] text = "茶 ä €".getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= text.length; cut++) {
      assertThat(assembly.add(part(text, 0, cut), false, false)).isEmpty();
      assertThat(assembly.add(part(text, cut, text.length), false, true)).contains("茶 ä €");
    }
  }

  @Test
  void theBoundIsOfAllFramesTogether() throws Exception {
    byte[] text = "0123456789".getBytes(StandardCharsets.UTF_8);
    assertThat(assembly.add(part(text, 0, 10), false, true)).contains("0123456789");
    assembly.add(part(text, 0, 6), false, false);
    assertThatThrownBy(() -> assembly.add(part(text, 0, 5), false, true))
        .isInstanceOf(MessageAssembly.TooLarge.class);
  }

  @Test
  void whatIsNotUtf8IsRefused() {
    ByteBuf half = Unpooled.wrappedBuffer(new byte[] {'a', (byte) 0xC3});
    assertThatThrownBy(() -> assembly.add(half, false, true))
        .isInstanceOf(CharacterCodingException.class);
  }

  @Test
  void aMessageHasALimitedNumberOfFrames() throws Exception {
    byte[] text = "x".getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 2; round++) {
      for (int i = 1; i < 1_024; i++) {
        assertThat(assembly.add(Unpooled.EMPTY_BUFFER, false, false)).isEmpty();
      }
      assertThat(assembly.add(part(text, 0, 1), false, true)).contains("x");
    }
    for (int i = 0; i < 1_024; i++) {
      assembly.add(Unpooled.EMPTY_BUFFER, false, false);
    }
    assertThatThrownBy(() -> assembly.add(Unpooled.EMPTY_BUFFER, false, true))
        .isInstanceOf(MessageAssembly.TooLarge.class);
  }

  @Test
  void theBufferGrowsWithTheMessageAndIsReleasedAfterIt() throws Exception {
    MessageAssembly large = new MessageAssembly(1 << 20, null);
    byte[] text = "x".repeat(1 << 10).getBytes(StandardCharsets.UTF_8);
    int growths = 0;
    for (int length = 1 << 10; length < 1 << 20; length += 1 << 10) {
      int before = large.capacity();
      large.add(Unpooled.wrappedBuffer(text), false, false);
      growths += large.capacity() == before ? 0 : 1;
      assertThat(large.capacity()).isBetween(length, 2 * length);
    }
    assertThat(growths).isLessThanOrEqualTo(11);
    assertThat(large.add(Unpooled.wrappedBuffer(text), false, true).orElseThrow()).hasSize(1 << 20);
    assertThat(large.capacity()).isZero();
    large.add(Unpooled.wrappedBuffer(text), false, false);
    assertThatThrownBy(() -> large.add(Unpooled.wrappedBuffer(new byte[1 << 20]), false, false))
        .isInstanceOf(MessageAssembly.TooLarge.class);
    assertThat(large.capacity()).isZero();
  }

  private static ByteBuf part(byte[] bytes, int from, int to) {
    return Unpooled.wrappedBuffer(Arrays.copyOfRange(bytes, from, to));
  }
}
