package dev.tidegate.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MqttPacketsTest {
  private final List<String> seen = new ArrayList<>();

  @Test
  void aConnectIsAsTheStandardHasIt() {
    assertThat(MqttPackets.connect())
        .containsExactly(0x10, 12, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0, 0);
  }

  @Test
  void whateverIsIncompleteIsLeft() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(MqttPackets.publish("t", "x".repeat(200))); // its length takes two bytes
    out.writeBytes(MqttPackets.publish("u", ""));
    byte[] bytes = out.toByteArray();
    int first = 3 + 3 + 200;
    for (int end = 0; end < first; end++) {
      assertThat(read(bytes, end)).isZero();
    }
    assertThat(seen).isEmpty();
    assertThat(read(bytes, first + 3)).isEqualTo(first);
    assertThat(seen).containsExactly("3:\0\1t" + "x".repeat(200));
    seen.clear();
    assertThat(read(bytes, bytes.length)).isEqualTo(bytes.length);
    assertThat(seen).hasSize(2).last().isEqualTo("3:\0\1u");
  }

  private int read(byte[] bytes, int end) {
    return MqttPackets.read(
        bytes,
        end,
        (type, from, to) ->
            seen.add(type + ":" + new String(bytes, from, to - from, StandardCharsets.US_ASCII)));
  }
}
