package dev.tidegate.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.model.FieldSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollectionWritesTest {
  private static final FieldSet PRICE = FieldSet.of(1);
  private static final FieldSet BRAND = FieldSet.of(2);

  private final CollectionWrites writes = new CollectionWrites(10);

  @Test
  void namesThoseThatAreNewOrTouchedAField() {
    writes.written("new", 1, PRICE, true, 0);
    writes.written("priced", 2, PRICE, false, 0);
    writes.written("both", 3, BRAND, false, 0);
    writes.written("both", 4, PRICE, false, 0);
    assertThat(ids(PRICE, 0)).containsExactly("new", "priced", "both");
    assertThat(ids(BRAND, 0)).containsExactly("new", "both");
    assertThat(ids(FieldSet.EMPTY, 0)).containsExactly("new");
  }

  @Test
  void forgetsWhatTheIndexFinds() {
    writes.written("a", 5, PRICE, false, 0);
    writes.written("b", 9, PRICE, false, 0);
    writes.written("late", 6, PRICE, false, 30);
    writes.indexedBefore(9, 20, 21);
    assertThat(writes.areUnsettled()).isTrue();
    assertThat(ids(PRICE, 31)).containsExactly("a", "b", "late");
    assertThat(ids(PRICE, 32)).containsExactly("b", "late");
    writes.written("b", 10, PRICE, false, 40);
    writes.indexedBefore(0, 50, 51);
    assertThat(writes.areUnsettled()).isFalse();
    assertThat(ids(PRICE, 62)).isEmpty();
  }

  @Test
  void keepsTheLastOnes() {
    for (int i = 0; i < CollectionWrites.MAX + 3; i++) {
      writes.written("d" + i, i + 1, PRICE, false, 0);
    }
    assertThat(ids(PRICE, 0)).hasSize(CollectionWrites.MAX).startsWith("d3");
  }

  private List<String> ids(FieldSet fields, long now) {
    return List.copyOf(writes.of(fields, now).keySet());
  }
}
