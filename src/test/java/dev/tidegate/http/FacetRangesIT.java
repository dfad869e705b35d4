package dev.tidegate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.Alone;
import dev.tidegate.testing.Bystander;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.HttpCalls.Answer;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Facets of random and of extreme numbers: each range, used as a filter as it stands in the
 * response, finds the documents that it counts, and together the ranges count every document once.
 */
@Alone
@ExtendWith(RealServers.class)
class FacetRangesIT {
  private static final String COLLECTION =
      """
      fields:
        set: { type: keyword }
        whole: { type: long }
        number: { type: double }
        time: { type: date, facetable: true }
      """;

  private static final Pattern RANGE =
      Pattern.compile("\"from\":([^,]+),\"to\":([^,]+),\"count\":(\\d+)");
  private static final int MOST_RANGES = 7;
  private static final double WHOLE = (1L << 53) - 1;
  private static final double MOST = Double.MAX_VALUE;

  /** Of doubles; the integers among them are those of the long field as well. */
  private static final double[][] EXTREMES = {
    {20.1, 20.10000000000001},
    {0.1, 0.1, 0.1},
    {0},
    {1e300},
    {-1e300, 1e300},
    {1e300, 1e300, 1e300, 1},
    {MOST, -MOST},
    {MOST, MOST, Math.nextDown(MOST)},
    {-MOST, -1, 0, 1, MOST},
    {1e-300},
    {1e-300, 2e-300, 3e-300, 1e300},
    {Double.MIN_VALUE, 2 * Double.MIN_VALUE, 0},
    {Double.MIN_VALUE, MOST},
    {1e16, 1.0000000000000002e16, 3e16},
    {9_007_199_254_740_991.0},
    {WHOLE, WHOLE - 1, WHOLE - 2},
    {WHOLE, -WHOLE},
    {WHOLE, -WHOLE, 0, 1},
    {WHOLE, WHOLE - 3, WHOLE - 6, WHOLE - 7, WHOLE - 8, 5},
    {-WHOLE, -WHOLE + 1, -WHOLE + 9},
    {4, 4, 4},
    {1, 2, 3, 4, 5, 6},
    {1, 2, 3, 4, 5, 6, 7},
    {9.99, 10, 19.99, 20, 29.99, 30, 39.99},
  };

  private final GatewayServer gateway;
  private final HttpCalls http;
  private final List<double[]> numbers = new ArrayList<>(List.of(EXTREMES));

  FacetRangesIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    gateway = GatewayServer.start(redis.url(), elasticsearch.url(), Map.of("points", COLLECTION));
    http = gateway.http();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void everyRangeFindsWhatItCounts() {
    Random random = new Random(53);
    for (int i = 0; i < 16; i++) {
      double scale = Math.pow(10, random.nextInt(-300, 300));
      int kind = i % 4;
      numbers.add(
          DoubleStream.generate(
                  () ->
                      switch (kind) {
                        case 0 -> Math.rint(random.nextDouble() * 2_000) / 100;
                        case 1 -> (random.nextDouble() - 0.5) * scale;
                        case 2 -> Math.rint((random.nextDouble() - 0.5) * WHOLE);
                        default -> 20 + Math.ulp(20.0) * random.nextInt(9);
                      })
              .limit(1 + random.nextInt(30))
              .toArray());
    }
    write();
    try (Bystander calm = Bystander.of(http, "/v1/points/s0-0")) {
      for (int set = 0; set < numbers.size(); set++) {
        double[] doubles = Arrays.stream(numbers.get(set)).sorted().toArray();
        double[] longs =
            Arrays.stream(doubles).filter(v -> v == Math.rint(v) && Math.abs(v) <= WHOLE).toArray();
        Answer answer = http.get("/v1/points?set=s" + set + "&limit=1&facets=number,whole,time");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).doesNotContain("Infinity").doesNotContain("NaN");
        check(set, "number", doubles, answer);
        check(set, "whole", longs, answer);
        checkTimes(longs, answer.json().at("/facets/time"));
      }
      assertThat(calm).isNotNull();
    }
  }

  private void check(int set, String field, double[] values, Answer answer) {
    JsonNode facet = answer.json().at("/facets/" + field);
    if (values.length == 0) {
      assertThat(facet.has("min") || facet.has("max") || facet.has("avg")).isFalse();
      assertThat(facet.has("ranges")).isFalse();
      return;
    }
    String what = field + " of " + Arrays.toString(values);
    assertThat(facet.path("min").doubleValue()).as(what).isEqualTo(values[0]);
    assertThat(facet.path("max").doubleValue()).as(what).isEqualTo(values[values.length - 1]);
    checkAverage(what, values, facet);
    String text = answer.text();
    int begin = text.indexOf("\"" + field + "\":{\"min\"");
    int end = text.indexOf("]", text.indexOf("\"ranges\":", begin));
    Matcher range = RANGE.matcher(text.substring(begin, end));
    long counted = 0;
    int ranges = 0;
    while (range.find()) {
      long count = Long.parseLong(range.group(3));
      String filter = range.group(1) + ".." + range.group(2);
      Answer found = http.get("/v1/points?set=s" + set + "&limit=1&" + field + "=" + filter);
      assertThat(found.status()).as("%s: %s %s", what, filter, found.text()).isEqualTo(200);
      assertThat(found.json().path("total").asLong()).as("%s: %s", what, filter).isEqualTo(count);
      counted += count;
      ranges++;
    }
    assertThat(counted).as("%s: %s", what, text).isEqualTo(values.length);
    assertThat(ranges).isBetween(1, MOST_RANGES);
  }

  private static void checkAverage(String what, double[] values, JsonNode facet) {
    BigDecimal sum = BigDecimal.ZERO;
    double largest = 0;
    for (double value : values) {
      sum = sum.add(new BigDecimal(value));
      largest = Math.max(largest, Math.abs(value));
    }
    JsonNode average = facet.path("avg");
    if (average.isMissingNode()) {
      assertThat(largest * values.length).as(what).isInfinite();
      return;
    }
    double right =
        sum.divide(BigDecimal.valueOf(values.length), MathContext.DECIMAL128).doubleValue();
    assertThat(average.doubleValue())
        .as(what)
        .isBetween(values[0], values[values.length - 1])
        .isCloseTo(right, within(largest * 1e-14));
  }

  private static void checkTimes(double[] values, JsonNode facet) {
    double[] times = Arrays.stream(values).map(FacetRangesIT::time).sorted().toArray();
    if (times.length > 0) {
      assertThat(facet.path("min").asText()).isEqualTo(iso(times[0]));
      assertThat(facet.path("max").asText()).isEqualTo(iso(times[times.length - 1]));
      double average = Arrays.stream(times).average().orElseThrow();
      assertThat((double) Instant.parse(facet.path("avg").asText()).toEpochMilli())
          .isCloseTo(average, within(1.0));
    }
  }

  /** Some time of the years 0000 to 9999, its ends included. */
  private static double time(double whole) {
    double first = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
    double last = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
    return Math.rint(Math.clamp(whole, first, last));
  }

  private static String iso(double millis) {
    return Instant.ofEpochMilli((long) millis).toString();
  }

  private void write() {
    StringBuilder lines = new StringBuilder();
    int all = 0;
    for (int set = 0; set < numbers.size(); set++) {
      double[] values = numbers.get(set);
      for (int i = 0; i < values.length; i++) {
        double value = values[i];
        boolean whole = value == Math.rint(value) && Math.abs(value) <= WHOLE;
        lines
            .append(
                "{\"op\":\"put\",\"id\":\"s%d-%d\",\"doc\":{\"set\":\"s%d\"".formatted(set, i, set))
            .append(",\"number\":")
            .append(value);
        if (whole) {
          lines
              .append(",\"whole\":")
              .append((long) value)
              .append(",\"time\":\"")
              .append(iso(time(value)))
              .append('"');
        }
        lines.append("}}\n");
        all++;
      }
    }
    String results = http.post("/v1/points/_bulk", lines.toString()).text();
    assertThat(results.lines()).noneMatch(line -> line.contains("error"));
    int written = all;
    Eventually.get(
        () -> http.get("/v1/points?limit=1").json().path("total").asInt(), t -> t == written);
  }
}
