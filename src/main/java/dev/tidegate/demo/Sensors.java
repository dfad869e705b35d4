package dev.tidegate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Readings that wander about the ones the devices were shipped with. */
final class Sensors {
  private static final List<String> WANDERING =
      List.of("temperature", "humidity", "weight", "power");
  private static final double STEP = 0.04;
  private static final double RETURN = 0.1;
  private static final double FARTHEST = 0.2;
  private static final double DECIMALS = 100;

  private final List<Probe> probes = new ArrayList<>();
  private final RandomGenerator random;

  /** One value that a device measures. Distances are fractions of the usual value. */
  private static final class Probe {
    private final String device;
    private final String field;
    private final double usual;
    private double distance;

    Probe(String device, String field, double usual) {
      this.device = device;
      this.field = field;
      this.usual = usual;
    }

    Movement.Reading wander(double step) {
      double next = distance * (1 - RETURN) + step;
      distance = Math.clamp(next, -FARTHEST, FARTHEST);
      double value = Math.rint(usual * (1 + distance) * DECIMALS) / DECIMALS;
      return new Movement.Reading(device, field, value);
    }
  }

  /**
   * Creates sensors.
   *
   * @param devices documents with their ids as members; those that are offline send nothing
   */
  Sensors(Iterable<? extends JsonNode> devices, RandomGenerator random) {
    this.random = random;
    for (JsonNode device : devices) {
      if (device.path("online").asBoolean()) {
        add(device);
      }
    }
  }

  private void add(JsonNode device) {
    for (String field : WANDERING) {
      double usual = device.path(field).asDouble();
      if (usual != 0) {
        probes.add(new Probe(device.path("id").asText(), field, usual));
      }
    }
  }

  boolean isEmpty() {
    return probes.isEmpty();
  }

  /** There must be a probe. */
  Movement.Reading next() {
    return probes.get(random.nextInt(probes.size())).wander(STEP * (2 * random.nextDouble() - 1));
  }
}
