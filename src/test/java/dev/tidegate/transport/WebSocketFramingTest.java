package dev.tidegate.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.delivery.Burst;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

/** Frames as an independent decoder reads them. */
class WebSocketFramingTest {
  private static final int COMPRESSED = 4;

  @Test
  void everyLengthIsReadBack() {
    List<byte[]> messages =
        List.of(text(0), text(1), text(125), text(126), text(0xFFFF), text(0x10000), text(300_000));
    List<WebSocketFrame> frames = decode(WebSocketFraming.PLAIN.frame(messages));
    assertThat(frames).hasSameSizeAs(messages).allMatch(WebSocketFrame::isFinalFragment);
    for (int i = 0; i < frames.size(); i++) {
      assertThat(frames.get(i)).isInstanceOf(TextWebSocketFrame.class);
      assertThat(frames.get(i).rsv()).isZero();
      assertThat(bytes(frames.get(i))).isEqualTo(messages.get(i));
    }
  }

  @Test
  void largeMessagesAreCompressedAndSmallOnesAreNot() throws DataFormatException {
    List<byte[]> messages = List.of(text(100), text(511), text(512), text(70_000), noise(5_000));
    byte[] framed = DeflateFraming.SHARED.frame(messages);
    assertThat(framed.length).isLessThan(100 + 511 + 300 + 7_000 + 5_000);
    List<WebSocketFrame> frames = decode(framed);
    assertThat(frames.stream().map(frame -> frame.rsv() == COMPRESSED))
        .containsExactly(false, false, true, true, false);
    for (int i = 0; i < frames.size(); i++) {
      byte[] payload = bytes(frames.get(i));
      assertThat(frames.get(i).rsv() == COMPRESSED ? inflate(payload) : payload)
          .isEqualTo(messages.get(i));
    }
  }

  @Test
  void aBurstIsFramedOnceForEachFraming() {
    Burst burst = new Burst(List.of(text(1_000)));
    byte[] plain = burst.framed(WebSocketFraming.PLAIN);
    byte[] deflated = burst.framed(DeflateFraming.SHARED);
    assertThat(burst.framed(WebSocketFraming.PLAIN)).isSameAs(plain);
    assertThat(burst.framed(DeflateFraming.SHARED)).isSameAs(deflated).hasSizeLessThan(500);
  }

  private static byte[] text(int length) {
    return "price and stock, "
        .repeat(length / 17 + 1)
        .substring(0, length)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private static List<WebSocketFrame> decode(byte[] bytes) {
    EmbeddedChannel channel =
        new EmbeddedChannel(
            new WebSocket13FrameDecoder(
                WebSocketDecoderConfig.newBuilder()
                    .expectMaskedFrames(false)
                    .allowExtensions(true)
                    .maxFramePayloadLength(1 << 20)
                    .build()));
    channel.writeInbound(Unpooled.wrappedBuffer(bytes));
    List<WebSocketFrame> frames = new ArrayList<>();
    for (WebSocketFrame frame = channel.readInbound();
        frame != null;
        frame = channel.readInbound()) {
      frames.add(frame);
    }
    channel.finish();
    return frames;
  }

  private static byte[] bytes(WebSocketFrame frame) {
    ByteBuf content = frame.content();
    byte[] bytes = new byte[content.readableBytes()];
    content.readBytes(bytes);
    return bytes;
  }

  private static byte[] inflate(byte[] payload) throws DataFormatException {
    Inflater inflater = new Inflater(true);
    byte[] whole = Arrays.copyOf(payload, payload.length + 4);
    whole[payload.length + 2] = (byte) 0xFF;
    whole[payload.length + 3] = (byte) 0xFF;
    inflater.setInput(whole);
    byte[] out = new byte[1 << 20];
    int length = inflater.inflate(out);
    inflater.end();
    return Arrays.copyOf(out, length);
  }
}
