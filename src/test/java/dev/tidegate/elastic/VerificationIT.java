package dev.tidegate.elastic;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.index.Difference;
import dev.tidegate.index.Difference.Kind;
import dev.tidegate.index.Verification.Summary;
import dev.tidegate.testing.Eventually;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults made behind the gateway's back are found, and put right. */
class VerificationIT extends SearchServers {
  private static final int MORE = 1_500;
  private static final int ALL = MORE + 4;

  @BeforeEach
  void fillTheIndex() {
    fill();
    stack.putMany(0, MORE);
    stack.settle(ALL);
  }

  @Test
  void nothingDiffersWhereNothingWasDone() {
    assertThat(stack.verify(true)).isEqualTo(new Summary(ALL, 0, 0, 0, 0, false));
  }

  @Test
  void findsAndRepairsWhatWasDone() {
    String index = "/" + index();
    age("d1200");
    raw().send("DELETE", index + "/_doc/d7", null);
    raw().send("PUT", index + "/_doc/zz-stray?version=5&version_type=external", doc("zz-stray"));
    raw().send("DELETE", index + "/_doc/p1", null);
    raw().send("POST", index + "/_refresh", null);

    assertThat(stack.verify(false)).isEqualTo(new Summary(ALL + 1, 4, 0, 0, 0, false));
    long rev = stack.read("d7").rev();
    assertThat(stack.differences)
        .contains(
            new Difference("d7", Kind.MISSING, rev, 0),
            new Difference("zz-stray", Kind.STRAY, 0, 5),
            new Difference("d1200", Kind.OLDER, stack.read("d1200").rev(), 5))
        .hasSize(4);

    assertThat(stack.verify(true).repaired()).isEqualTo(4);
    stack.settle(ALL);
    assertThat(stack.verify(false)).isEqualTo(new Summary(ALL, 0, 0, 0, 0, false));
    assertThat(stack.ids("q", "set")).containsExactly("p1");
  }

  @Test
  void whatOnlyWaitsIsNoDifference() {
    stack.on(stack.indexer::stop);
    stack.put("p1", json("{'name':'changed'}"));
    stack.put("new", json("{'name':'new'}"));
    stack.delete("p2");
    assertThat(stack.verify(true)).isEqualTo(new Summary(ALL + 1, 0, 3, 0, 0, false));
  }

  @Test
  void aRevisionTheStoreLostTakesANewIndex() {
    long ahead = stack.read("d5").rev() + 3_600_000_000L;
    String parameters = "?version=" + ahead + "&version_type=external";
    raw().send("PUT", "/" + index() + "/_doc/d5" + parameters, doc("d5"));
    Summary summary = stack.verify(true);
    assertThat(summary).isEqualTo(new Summary(ALL, 1, 0, 0, 0, true));
    assertThat(stack.differences)
        .containsExactly(new Difference("d5", Kind.NEWER, stack.read("d5").rev(), ahead));
    stack.awaitIdle();
    RebuildIT.assertConsistent(stack);
  }

  /** Removes the last change from the index. */
  private void age(String id) {
    String index = "/" + index();
    raw().send("DELETE", index + "/_doc/" + id, null);
    raw().send("PUT", index + "/_settings", json("{'index.gc_deletes':'0ms'}"));
    String write = index + "/_doc/" + id + "?version=5&version_type=external";
    // Until the deletion is forgotten.
    Eventually.get(
        () -> {
          raw().send("POST", index + "/_refresh", null);
          return raw().call("PUT", write, doc(id)).statusCode();
        },
        status -> status == 201);
    raw().send("PUT", index + "/_settings", json("{'index.gc_deletes':'1h'}"));
  }

  private String index() {
    var found = stack.elastic.index().found(stack.products);
    return Objects.requireNonNull(Objects.requireNonNull(found).name());
  }

  private static String doc(String id) {
    return json("{'_key':'%s'}", id);
  }
}
