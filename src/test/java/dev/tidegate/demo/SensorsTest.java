package dev.tidegate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SensorsTest {
  private static final List<ObjectNode> DEVICES = ShippedDocuments.of("devices");

  private static List<Movement.Reading> readings(long seed) {
    Sensors sensors = new Sensors(DEVICES, new SplittableRandom(seed));
    return Stream.generate(sensors::next).limit(5_000).toList();
  }

  @Test
  void theSameSeedMakesTheSameReadings() {
    assertThat(readings(1)).isEqualTo(readings(1)).isNotEqualTo(readings(2));
  }

  @Test
  void readingsStayNearTheUsualOnes() {
    for (Movement.Reading reading : readings(3)) {
      double usual = usual(reading);
      assertThat(Math.abs(reading.value() - usual))
          .as(reading.toString())
          .isLessThanOrEqualTo(Math.abs(usual) * 0.2 + 0.01);
    }
  }

  private static double usual(Movement.Reading reading) {
    return DEVICES.stream()
        .filter(device -> device.path("id").asText().equals(reading.device()))
        .mapToDouble(device -> device.path(reading.field()).asDouble())
        .sum();
  }

  @Test
  void frostStaysFrostAndMoves() {
    List<Double> cold =
        readings(4).stream()
            .filter(reading -> reading.device().equals("brno-cold-1"))
            .filter(reading -> reading.field().equals("temperature"))
            .map(Movement.Reading::value)
            .toList();
    assertThat(cold).allMatch(value -> value < 0);
    assertThat(cold.stream().distinct()).hasSizeGreaterThan(10);
  }

  @Test
  void whatIsOfflineStaysSilent() {
    assertThat(readings(5)).extracting(Movement.Reading::device).doesNotContain("porto-charger-1");
    assertThat(new Sensors(List.of(), new SplittableRandom(1)).isEmpty()).isTrue();
  }
}
