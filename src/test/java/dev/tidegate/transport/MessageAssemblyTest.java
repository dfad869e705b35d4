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
  private final MessageAssembly assembly = new MessageAssembly(10);

  @Test
  void framesAddUpWhereverACharacterIsCut() throws Exception {
    byte[] text = "茶 ä €".getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= text.length; cut++) {
      assertThat(assembly.add(part(text, 0, cut), false)).isEmpty();
      assertThat(assembly.add(part(text, cut, text.length), true)).contains("茶 ä €");
    }
  }

  @Test
  void theBoundIsOfAllFramesTogether() throws Exception {
    byte[] text = "0123456789".getBytes(StandardCharsets.UTF_8);
    assertThat(assembly.add(part(text, 0, 10), true)).contains("0123456789");
    assembly.add(part(text, 0, 6), false);
    assertThatThrownBy(() -> assembly.add(part(text, 0, 5), true))
        .isInstanceOf(MessageAssembly.TooLarge.class);
  }

  @Test
  void whatIsNotUtf8IsRefused() {
    ByteBuf half = Unpooled.wrappedBuffer(new byte[] {'a', (byte) 0xC3});
    assertThatThrownBy(() -> assembly.add(half, true)).isInstanceOf(CharacterCodingException.class);
  }

  private static ByteBuf part(byte[] bytes, int from, int to) {
    return Unpooled.wrappedBuffer(Arrays.copyOfRange(bytes, from, to));
  }
}
