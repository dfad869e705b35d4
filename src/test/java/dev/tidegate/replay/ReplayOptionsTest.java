package dev.tidegate.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReplayOptionsTest {

  @Test
  void repeatsNoLongerThanAKeyIsStored() {
    assertThat(options("http://127.0.0.1:8080", 3_600).patience()).isEqualTo(Duration.ofHours(1));
    assertThatThrownBy(() -> options("http://127.0.0.1:8080", 3_601))
        .isInstanceOf(ReplayException.class)
        .hasMessageStartingWith("Invalid --give-up-after 3601. Use 0 to 3600");
  }

  @Test
  void theTargetIsAnAddress() {
    assertThatThrownBy(() -> options("ftp://127.0.0.1", 1))
        .isInstanceOf(ReplayException.class)
        .hasMessageStartingWith("--target: Invalid base URI");
  }

  private static ReplayOptions options(String target, long seconds) {
    return new ReplayOptions(
        Path.of("orders.csv"),
        URI.create(target),
        "products",
        Speed.MAX,
        0,
        1,
        1,
        Duration.ofSeconds(seconds));
  }
}
