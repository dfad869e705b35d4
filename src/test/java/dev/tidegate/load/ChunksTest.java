package dev.tidegate.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChunksTest {
  @Test
  void joinsWhatIsWholeAndWaitsForTheRest() {
    byte[] body = "5\r\nhello\r\nA\r\n, chunked!\r\n0\r\n\r\nHTTP/1.1 200".getBytes(UTF_8);
    int whole = body.length - "HTTP/1.1 200".length();
    int[] after = new int[1];
    for (int end = 0; end < whole; end++) {
      assertThat(Chunks.join(body, 0, end, after)).isNull();
    }
    assertThat(Chunks.join(body, 0, body.length, after))
        .asString(UTF_8)
        .isEqualTo("hello, chunked!");
    assertThat(after[0]).isEqualTo(whole);
  }
}
