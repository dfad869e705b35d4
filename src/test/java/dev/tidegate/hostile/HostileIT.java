package dev.tidegate.hostile;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.embedded.EmbeddedRedis;
import dev.tidegate.testing.Alone;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.RealServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every attack in turn, against one gateway program with its default heap, while four clients read
 * a small document. The time for which other programs had the processors is taken off. A long run
 * of one seed: {@code scripts/test -Dit.test=HostileIT -Dtidegate.hostile.minutes=60
 * -Dtidegate.hostile.seed=7}. {@code -Dtidegate.hostile.attack=name} runs one attack only.
 */
@Alone
@ExtendWith(RealServers.class)
class HostileIT {
  private static final Logger log = LoggerFactory.getLogger(HostileIT.class);
  private static final Duration WORST = Duration.ofSeconds(1);
  private static final Duration P99 = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final int PROBES = 4;
  private static final long MAX_RESIDENT = 1_600_000_000;

  /** The near cache may fill, 128 MiB, and there is some room for what is loaded once. */
  private static final long HEAP_ROOM = 192L << 20;

  private static final int LARGE_BODIES = 600;
  private static final int LARGE_AT_ONCE = 30;
  private static final long DIRECT_ROOM = 96L << 20;
  private static final long FILES_ROOM = 60;

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path data;

  @Test
  void othersAreServedDuringEveryAttack(ElasticsearchServer elasticsearch)
      throws IOException, InterruptedException {
    long seed = seed();
    Duration time = Duration.ofMinutes(Integer.getInteger("tidegate.hostile.minutes", 1));
    log.warn("attacks of -Dtidegate.hostile.seed={} for {}", seed, time);
    Files.createDirectory(data.resolve("redis"));
    try (EmbeddedRedis redis = EmbeddedRedis.start(data.resolve("redis"));
        AttackedProgram gateway =
            AttackedProgram.start(
                data,
                Map.of(
                    "TIDEGATE_REDIS_URL",
                    redis.url(),
                    "TIDEGATE_REDIS_LOG_LENGTH",
                    "100",
                    "TIDEGATE_ELASTICSEARCH_URLS",
                    elasticsearch.url(),
                    "TIDEGATE_ELASTICSEARCH_INDEX_PREFIX",
                    "hostile"))) {
      attack(gateway, new Random(seed), time);
    }
  }

  private static void attack(AttackedProgram gateway, Random random, Duration time)
      throws InterruptedException {
    gateway.http().put("/v1/products/probe", json("{'name':'Probe','price':1}"));
    warmUp(gateway);
    AttackedProgram.Use before = gateway.use();
    List<String> faults = new ArrayList<>();
    long end = System.nanoTime() + time.toNanos();
    do {
      List<Attack> attacks = new ArrayList<>(attacks());
      Collections.shuffle(attacks, random);
      Duration each = time.dividedBy(attacks.size());
      for (Attack attack : attacks) {
        long variant = random.nextLong();
        faults.addAll(one(gateway, attack, variant, each.compareTo(LONGEST) > 0 ? LONGEST : each));
        assertThat(gateway.isAlive())
            .as("after %s: %s\n%s", attack.name(), faults, gateway.output())
            .isTrue();
      }
    } while (System.nanoTime() < end && faults.isEmpty());
    assertThat(faults).isEmpty();
    assertReleased(gateway, before);
  }

  private static List<String> one(
      AttackedProgram gateway, Attack attack, long variant, Duration time)
      throws InterruptedException {
    List<String> faults = new ArrayList<>();
    Probe.Result result;
    long begun = System.nanoTime();
    long starved = gateway.starved();
    try (Probe probe = Probe.start(gateway.base().resolve("/v1/products/probe"), PROBES)) {
      attack.run(new Random(variant), gateway.base(), time);
      result = probe.result();
    }
    double lost = (double) (gateway.starved() - starved) / (System.nanoTime() - begun);
    result = result.withShare(Math.clamp(1 - lost, 0.1, 1));
    log.warn("{} (variant {}): {}, starved {}", attack.name(), variant, result, lost);
    if (!gateway.isAlive()) {
      return List.of(attack.name() + ": the gateway ended");
    }
    if (result.worst().compareTo(WORST) > 0
        || result.p99().compareTo(P99) > 0
        || result.reads() == 0
        || !result.failures().isEmpty()) {
      faults.add(attack.name() + " (variant " + variant + "): " + result);
    }
    long asked = System.nanoTime();
    Eventually.get(() -> gatewayStatus(gateway), status -> status == 200);
    if (System.nanoTime() - asked > Duration.ofSeconds(10).toNanos()) {
      faults.add(attack.name() + ": not ready within 10 s");
    }
    log.warn("after {}: {}", attack.name(), gateway.use());
    return faults;
  }

  private static int gatewayStatus(AttackedProgram gateway) {
    try {
      return gateway.http().get("/health/ready").status();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Some seconds of ordinary traffic: code that is loaded and compiled once is no leak, and does
   * not slow the first attack.
   */
  private static void warmUp(AttackedProgram gateway) throws InterruptedException {
    String large = "{\"name\":\"Large\",\"description\":\"" + "word ".repeat(20_000) + "\"}";
    for (int i = 0; i < 2_000; i++) {
      gateway.http().get("/v1/products/probe");
      if (i % 10 == 0) {
        gateway.http().put("/v1/products/large", large);
        gateway.http().get("/v1/products/large");
      }
    }
    gateway.http().delete("/v1/products/large");
    sendLargeBodies(gateway);
    gateway.http().get("/v1/products?q=probe");
  }

  /**
   * Large bodies at once, which are rejected: the heap and the buffers grow to their usual size.
   */
  private static void sendLargeBodies(AttackedProgram gateway) throws InterruptedException {
    String body = "{\"name\":\"Large\",\"description\":\"" + "word ".repeat(200_000) + "\"}";
    HttpCalls http = gateway.http();
    try (ExecutorService clients = Executors.newFixedThreadPool(LARGE_AT_ONCE)) {
      for (int i = 0; i < LARGE_BODIES; i++) {
        clients.execute(() -> http.put("/v1/products/large", body));
      }
    }
  }

  private static void assertReleased(AttackedProgram gateway, AttackedProgram.Use before) {
    AttackedProgram.Use after =
        Eventually.get(
            () -> use(gateway),
            now ->
                now.heap() < before.heap() + HEAP_ROOM
                    && now.budgets() == 0
                    && now.direct() < before.direct() + DIRECT_ROOM
                    && now.files() < before.files() + FILES_ROOM);
    log.warn("before: {}; after: {}", before, after);
    assertThat(after.peak()).isLessThan(MAX_RESIDENT);
  }

  private static AttackedProgram.Use use(AttackedProgram gateway) {
    try {
      return gateway.use();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Attack> attacks() {
    String only = System.getProperty("tidegate.hostile.attack", "");
    return Attacks.all().stream()
        .filter(attack -> only.isEmpty() || attack.name().equals(only))
        .toList();
  }

  private static long seed() {
    Long seed = Long.getLong("tidegate.hostile.seed");
    return seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed;
  }
}
