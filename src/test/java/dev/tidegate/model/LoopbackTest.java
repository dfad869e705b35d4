package dev.tidegate.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "0:0:0:0:0:0:0:1"})
  void loopbackAddressesAreAlsoHosts(String address) {
    assertThat(Loopback.isAddress(address)).isTrue();
    assertThat(Loopback.isHost(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "shop.localhost", "[::1]", "[0:0:0:0:0:0:0:1]"})
  void namesAndBracketedAddressesAreOnlyHosts(String host) {
    assertThat(Loopback.isAddress(host)).isFalse();
    assertThat(Loopback.isHost(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0.0.0.0",
        "::",
        "[::2]",
        "[::1",
        "::1]",
        "192.0.2.1",
        "127.0.0.1x",
        "127.0.0",
        "127.0.0.1.example",
        "notlocalhost",
        "localhost.example"
      })
  void otherHostsAreNeither(String host) {
    assertThat(Loopback.isAddress(host)).isFalse();
    assertThat(Loopback.isHost(host)).isFalse();
  }
}
