package dev.tidegate.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Times of connections that send nothing or too little, on a clock of their own. */
class ConnectionGuardTest {
  private final AtomicLong now = new AtomicLong();
  private final ConnectionGuard guard = new ConnectionGuard(new Connections(0, 0), now::get, null);
  private final EmbeddedChannel channel = new EmbeddedChannel(guard);

  private boolean isOpenAfter(Duration time) {
    now.addAndGet(time.toNanos());
    guard.check();
    return channel.isOpen();
  }

  private void receive(int bytes) {
    channel.writeInbound(Unpooled.wrappedBuffer(new byte[bytes]));
  }

  @Test
  void theFirstByteHasTenSeconds() {
    assertThat(isOpenAfter(Duration.ofSeconds(10))).isTrue();
    assertThat(isOpenAfter(Duration.ofMillis(1))).isFalse();
  }

  @Test
  void theHeadHasTenSeconds() {
    receive(1);
    assertThat(isOpenAfter(Duration.ofSeconds(9))).isTrue();
    receive(1);
    assertThat(isOpenAfter(Duration.ofSeconds(2))).isFalse();
  }

  @Test
  void theFirstRequestHasFifteenSecondsFromTheStart() {
    assertThat(isOpenAfter(Duration.ofSeconds(9))).isTrue();
    receive(1);
    assertThat(isOpenAfter(Duration.ofSeconds(6))).isTrue();
    assertThat(isOpenAfter(Duration.ofSeconds(1))).isFalse();
  }

  @Test
  void aConnectionAboveTheLimitHasFiveSeconds() {
    guard.refuse(ConnectionGuard.BODY_TIMEOUT);
    receive(1);
    assertThat(isOpenAfter(Duration.ofSeconds(5))).isTrue();
    assertThat(isOpenAfter(Duration.ofMillis(1))).isFalse();
  }
}
