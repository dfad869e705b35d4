package dev.tidegate.load;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatchTest {
  private final Watch watch = new Watch("products", 8, 4, 10, false, 100);

  @Test
  void aWindowWrapsAtTheEndOfTheDocuments() {
    for (int slot = 0; slot < 4; slot++) {
      assertThat(watch.slot(watch.document(slot))).isEqualTo(slot);
    }
    assertThat(watch.document(3)).isEqualTo(1);
    assertThat(watch.slot(2)).isEqualTo(-1);
    assertThat(watch.slot(7)).isEqualTo(-1);
    assertThat(watch.slot(10)).isEqualTo(-1);
  }

  @Test
  void subscribesAndResumes() {
    Watch one = new Watch("products", 3, 1, 10, false, 100);
    assertThat(one.subscribe(null))
        .isEqualTo(
            json(
                "{'type':'subscribe','id':'s','collection':'products','fields':['sold'],"
                    + "'interval':100,'ids':['load-0000003']}"));
    assertThat(one.subscribe(new long[] {77})).endsWith(",\"have\":{\"load-0000003\":77}}");
    assertThat(new Watch("products", 0, 10, 10, true, 0).subscribe(null))
        .contains(json("'every':true"));
  }
}
