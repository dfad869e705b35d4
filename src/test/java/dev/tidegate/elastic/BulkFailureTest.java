package dev.tidegate.elastic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BulkFailureTest {
  @Test
  void anOperationAboveALimitIsTooLarge() {
    assertThat(
            BulkFailure.isTooLarge(
                "Request contains an operation of size [14680233] bytes, which exceeds the maximum"
                    + " allowed limit of [13421772] bytes"))
        .isTrue();
    assertThat(
            BulkFailure.isTooLarge(
                "rejected execution of coordinating operation [coordinating_and_primary_bytes=0,"
                    + " replica_bytes=0, all_bytes=0, coordinating_operation_bytes=26843546,"
                    + " max_coordinating_bytes=26843545]"))
        .isTrue();
  }

  @Test
  void whatIsWithinTheLimitsPasses() {
    assertThat(
            BulkFailure.isTooLarge(
                "rejected execution of primary operation [coordinating_and_primary_bytes=26843000,"
                    + " replica_bytes=0, all_bytes=26843000, primary_operation_bytes=600,"
                    + " max_primary_bytes=26843545]"))
        .isFalse();
    assertThat(BulkFailure.isTooLarge("rejected execution of task on queue capacity = 10000"))
        .isFalse();
    assertThat(BulkFailure.isTooLarge(null)).isFalse();
  }
}
