package dev.tidegate.transport;

import static dev.tidegate.transport.RawSocket.CLOSE;
import static dev.tidegate.transport.RawSocket.CONTINUATION;
import static dev.tidegate.transport.RawSocket.FIN;
import static dev.tidegate.transport.RawSocket.RSV1;
import static dev.tidegate.transport.RawSocket.TEXT;
import static dev.tidegate.transport.RawSocket.frame;
import static dev.tidegate.transport.RawSocket.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.Alone;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Conformance of the receiver without an extension. */
@Alone
@GatewayTest
class WebSocketConformanceIT extends ReceiveConformance {
  private static final int FRAGMENTS = 500_000;
  private static final int PROBES = 8;

  /** Below the messages that a client may send at once. */
  private static final int MAX_ROUNDS = 900;

  private final GatewayServer gateway;

  WebSocketConformanceIT(GatewayServer gateway) {
    this.gateway = gateway;
  }

  @Override
  RawSocket open() throws IOException {
    return RawSocket.open(gateway.port());
  }

  @Test
  void declinesCompressionWhereItIsOff() throws IOException {
    try (RawSocket socket =
        RawSocket.open(gateway.port(), "Sec-WebSocket-Extensions: permessage-deflate\r\n")) {
      assertThat(socket.head()).doesNotContain("extensions");
      socket.send(frame(FIN | RSV1 | TEXT, ascii(MESSAGE)));
      assertThat(socket.await(CLOSE).closeCode()).isEqualTo(PROTOCOL_ERROR);
    }
  }

  @Test
  void aFloodOfEmptyFragmentsDelaysNobodyElse() throws IOException {
    byte[] fragments = RawSocket.repeat(frame(CONTINUATION), FRAGMENTS);
    List<RawSocket> probes = new ArrayList<>();
    try (RawSocket flood = open()) {
      // Each event loop has some of them.
      for (int i = 0; i < PROBES; i++) {
        probes.add(open());
      }
      flood.send(frame(TEXT, new byte[MAX_MESSAGE / 2]));
      CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> flood.send(fragments));
      CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> closeCode(flood));
      long slowest = 0;
      for (int i = 0; i < MAX_ROUNDS && !(sent.isDone() && code.isDone()); i++) {
        for (RawSocket probe : probes) {
          long start = System.nanoTime();
          probe.send(text(MESSAGE));
          probe.awaitText(RESPONSE);
          slowest = Math.max(slowest, System.nanoTime() - start);
        }
      }
      assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(1));
      assertThat(code.join()).isEqualTo(TOO_MANY);
    } finally {
      for (RawSocket probe : probes) {
        probe.close();
      }
    }
  }

  private static int closeCode(RawSocket socket) {
    try {
      return socket.awaitClose();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
