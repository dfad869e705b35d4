package dev.tidegate.livequery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.match.Place;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {
  private final List<String> told = new ArrayList<>();
  private final Window window =
      new Window(2, 3, id -> told.add("+" + id), id -> told.add("-" + id));

  @Test
  void keepsTheFirstAndForgetsWhatIsBehindThem() {
    put("d", 4);
    put("b", 2);
    put("c", 3);
    assertThat(window.isComplete()).isTrue();
    put("a", 1);
    assertThat(window.ids()).containsExactly("a", "b", "c");
    assertThat(window.isComplete()).isFalse();
    put("e", 5);
    assertThat(window.size()).isEqualTo(3);
    assertThat(told).containsExactly("+d", "+b", "+c", "+a", "-d");
  }

  @Test
  void letsGoWhatMovesBehindItsEnd() {
    window.reset(place("c", 3));
    put("a", 1);
    put("b", 2);
    put("a", 4);
    assertThat(window.ids()).containsExactly("b");
    put("a", 3);
    assertThat(window.ids()).containsExactly("b", "a");
    assertThat(told).containsExactly("+a", "+b", "-a", "+a");
  }

  @Test
  void movesAMemberToItsNewPlace() {
    put("a", 1);
    put("b", 2);
    put("a", 3);
    assertThat(window.page()).containsExactly("b", "a");
    window.remove("b");
    window.remove("b");
    assertThat(window.page()).containsExactly("a");
    assertThat(told).containsExactly("+a", "+b", "-b");
  }

  private void put(String id, double key) {
    window.put(place(id, key));
  }

  private static Place place(String id, double key) {
    return new Place(new Object[] {key}, List.of(false), id);
  }
}
