package dev.tidegate.livequery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueryAllowanceTest {
  @Test
  void anAddressCannotTakeMoreThanItsShare() {
    QueryAllowance allowance = new QueryAllowance(100, 5);
    assertThat(allowance.take("192.0.2.1", 3)).isTrue();
    assertThat(allowance.take("192.0.2.1", 3)).isFalse();
    assertThat(allowance.take("192.0.2.2", 5)).isTrue();
    assertThat(allowance.take("192.0.2.1", 2)).isTrue();
    allowance.release("192.0.2.1", 3);
    assertThat(allowance.take("192.0.2.1", 4)).isFalse();
    assertThat(allowance.take("192.0.2.1", 3)).isTrue();
  }

  @Test
  void loopbackHasNoLimit() {
    QueryAllowance allowance = new QueryAllowance(100, 5);
    for (String address : new String[] {"127.0.0.1", "127.9.9.9", "::1", "0:0:0:0:0:0:0:1"}) {
      assertThat(allowance.take(address, 6)).as(address).isTrue();
    }
  }

  @Test
  void zeroMeansNoLimit() {
    assertThat(new QueryAllowance(100, 0).take("192.0.2.1", 1_000)).isTrue();
  }
}
