package dev.tidegate.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPolicyTest {
  private final HostPolicy policy = new HostPolicy("192.0.2.7", List.of("Shop.example"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST",
        "localhost.",
        "shop.localhost",
        "127.0.0.1",
        "127.1.2.3",
        "[::1]",
        "::1",
        "192.0.2.7",
        "shop.example",
        "SHOP.EXAMPLE",
        "shop.example."
      })
  void allows(String host) {
    assertThat(policy.allows(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "evil.example", "shop.example.evil.example", "evil-shop.example", "www.shop.example",
        "localhost.evil.example", "127.0.0.1.evil.example", "127.0.0.1x", "192.0.2.8", "0.0.0.0",
        "notlocalhost", "[::2]"
      })
  void rejects(String host) {
    assertThat(policy.allows(host)).isFalse();
  }
}
