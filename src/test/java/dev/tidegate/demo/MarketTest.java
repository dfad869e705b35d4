package dev.tidegate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MarketTest {
  private static final int MOVES = 60_000;
  private static final long MOST_SHIPPED = 140;
  private static final long LARGEST_DELIVERY = 72;

  private final List<SimulatedProduct> items = ShippedDocuments.items();

  private Market market(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Market(items, new Sensors(ShippedDocuments.of("devices"), random), random);
  }

  @Test
  void theSameSeedMakesTheSameMoves() {
    assertThat(moves(1)).isEqualTo(moves(1)).isNotEqualTo(moves(2));
  }

  private List<Movement> moves(long seed) {
    return Stream.generate(market(seed)::next).limit(1_000).toList();
  }

  @Test
  void shelvesNeitherStayEmptyNorOverflow() {
    Market market = market(3);
    long refused = 0;
    for (int i = 0; i < MOVES; i++) {
      refused += apply(market.next()) ? 0 : 1;
      assertThat(items).allMatch(item -> item.stock() <= MOST_SHIPPED + LARGEST_DELIVERY);
    }
    assertThat(refused).isPositive().isLessThan(MOVES / 20);
    assertThat(items.stream().filter(item -> item.stock() == 0).count()).isLessThan(50);
  }

  /** Applies a movement like the gateway. Returns whether the stock was sufficient. */
  private static boolean apply(Movement movement) {
    return switch (movement) {
      case Movement.Purchase bought -> stock(bought.item(), -bought.pieces());
      case Movement.Delivery delivered -> stock(delivered.item(), delivered.pieces());
      case Movement.Reprice repriced -> {
        repriced.item().sale(repriced.sale());
        yield true;
      }
      case Movement.Reading reading -> true;
    };
  }

  private static boolean stock(SimulatedProduct item, long amount) {
    if (item.stock() + amount < 0) {
      return false;
    }
    ObjectNode doc = JsonNodeFactory.instance.objectNode().put("stock", item.stock() + amount);
    item.observe(doc);
    return true;
  }

  @Test
  void popularItemsSellByZipf() {
    Map<String, Integer> sales = new HashMap<>();
    Market market = market(4);
    for (int i = 0; i < MOVES; i++) {
      if (market.next() instanceof Movement.Purchase bought) {
        sales.merge(bought.item().id(), 1, Integer::sum);
      }
    }
    int first = sales.getOrDefault(items.get(0).id(), 0);
    int tenth = sales.getOrDefault(items.get(9).id(), 0);
    assertThat(first).isBetween(8 * tenth, 12 * tenth);
  }

  @Test
  void salesBeginAndEndAtCharmPricesNearTheListedOne() {
    Market market = market(5);
    int begun = 0;
    int ended = 0;
    for (int i = 0; i < MOVES; i++) {
      Movement movement = market.next();
      if (movement instanceof Movement.Reprice repriced) {
        SimulatedProduct item = repriced.item();
        begun += repriced.sale() && !item.onSale() ? 1 : 0;
        ended += !repriced.sale() && item.onSale() ? 1 : 0;
        assertThat(repriced.price()).matches(price -> price % 100 == 90 || price % 1_000 == 900);
        assertThat((double) repriced.price()).isBetween(item.listed() * 0.5, item.listed() * 1.3);
      }
      apply(movement);
    }
    assertThat(begun).isGreaterThan(100);
    assertThat(ended).isGreaterThan(100);
  }
}
