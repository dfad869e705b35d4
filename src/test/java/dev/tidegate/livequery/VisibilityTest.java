package dev.tidegate.livequery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.index.DirtyQueue;
import dev.tidegate.index.DirtyQueue.Entry;
import dev.tidegate.index.DirtyQueue.Taken;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.Position;
import dev.tidegate.search.DocumentSearch;
import dev.tidegate.testing.Schemas;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class VisibilityTest {
  private static final Collection ITEMS = Schemas.products("items");
  private static final Collection OTHERS = Schemas.products("others");

  private final List<Object> refreshed = new ArrayList<>();
  private final List<DirtyQueue> queues =
      List.of(
          queue(new Taken(List.of(), 0, Map.of("items", "items-2", "others", "others-2"))),
          queue(new Taken(List.of(new Entry(new DocumentKey("items", "p"), 7)), 9, Map.of())));
  private final Visibility visibility;

  VisibilityTest(Vertx vertx) {
    visibility =
        new Visibility(
            vertx,
            queues,
            port(
                DocumentSearch.class,
                arguments -> {
                  refreshed.addAll(List.of(arguments));
                  return Future.succeededFuture();
                }),
            () -> at(9, 10));
  }

  @Test
  void whatWaitsToBeIndexedCannotBeFound() {
    assertThat(visibility.reaches(ITEMS, at(9, 6)).succeeded()).isTrue();
    assertThat(visibility.has(ITEMS, at(9, 6))).isTrue();
    assertThat(visibility.has(ITEMS, at(9, 7))).isFalse();
    assertThat(visibility.has(ITEMS, at(10, 6))).isFalse();
    assertThat(visibility.has(OTHERS, at(1, 1))).isFalse();
  }

  @Test
  void theIndexThatMayTakeItsPlaceIsRefreshedAsWell() {
    visibility.reaches(ITEMS, at(9, 6));
    assertThat(refreshed).containsExactly(ITEMS, Set.of("items-2"));
  }

  private static Position at(long... revs) {
    return new Position("e", revs);
  }

  private static DirtyQueue queue(Taken taken) {
    return port(DirtyQueue.class, arguments -> Future.succeededFuture(taken));
  }

  /** One of whose methods only the one that answers so is called. */
  private static <T> T port(Class<T> type, Function<Object[], Future<?>> answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                answer.apply(arguments == null ? new Object[0] : arguments)));
  }
}
