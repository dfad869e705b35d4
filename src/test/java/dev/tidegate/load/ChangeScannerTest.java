package dev.tidegate.load;

import static dev.tidegate.testing.JsonText.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeScannerTest {
  private static final long REV = 1795441627999772L;

  private record Found(int document, long rev, long counter) {}

  private final List<Found> found = new ArrayList<>();

  @Test
  void findsEachChangeOfAnUpdate() {
    int foreign =
        scan(
            "{\"type\":\"update\",\"collection\":\"products\",\"changes\":[{\"id\":\"load-0000007\",\"rev\":"
                + REV
                + ",\"set\":{\"sold\":12}},{\"id\":\"load-0000123\",\"rev\":"
                + (REV + 1)
                + ",\"set\":{\"price\":5,\"sold\":3}}]}");
    assertThat(foreign).isZero();
    assertThat(found).containsExactly(new Found(7, REV, 12), new Found(123, REV + 1, 3));
  }

  @Test
  void findsTheChangeOfAnEventAndTheDocumentsOfASnapshot() {
    scan(
        json(
            "{'type':'event','id':'s','position':'abc','change':{'id':'load-0000001','rev':5,"
                + "'set':{'sold':2}}}"));
    scan(
        json(
            "{'type':'snapshot','id':'s','docs':[{'id':'load-0000002','rev':6,'doc':{'sold':0}}],"
                + "'last':true}"));
    assertThat(found).containsExactly(new Found(1, 5, 2), new Found(2, 6, 0));
  }

  @Test
  void aChangeWithoutTheCounterDoesNotTakeTheNextOnes() {
    scan(
        json(
            "[{'id':'load-0000001','rev':5,'set':{'price':2}},{'id':'load-0000002','rev':6,"
                + "'set':{'sold':9}},{'id':'load-0000003','rev':7}]"));
    assertThat(found).containsExactly(new Found(1, 5, -1), new Found(2, 6, 9), new Found(3, 7, -1));
  }

  @Test
  void documentsOfOthersAreCountedAndPassedOver() {
    assertThat(scan(json("[{'id':'tea','rev':5,'set':{'sold':2}},{'id':'load-x000001','rev':5}]")))
        .isEqualTo(2);
    assertThat(found).isEmpty();
  }

  @Test
  void theLinesOfABulkAnswerAreFound() {
    scan(
        """
        {"id":"load-0000001","rev":5}
        {"id":"load-0000002","error":{"status":404}}
        {"id":"load-0000003","rev":8}
        """);
    assertThat(found).containsExactly(new Found(1, 5, -1), new Found(3, 8, -1));
  }

  @Test
  void idsHaveOneWidth() {
    assertThat(ChangeScanner.id(0)).isEqualTo("load-0000000");
    assertThat(ChangeScanner.id(1234567)).isEqualTo("load-1234567");
  }

  private int scan(String text) {
    byte[] padded = ("xx" + text + "garbage,\"rev\":1,\"sold\":1 behind it").getBytes(UTF_8);
    int end = 2 + text.getBytes(UTF_8).length;
    return ChangeScanner.scan(
        padded, 2, end, (document, rev, counter) -> found.add(new Found(document, rev, counter)));
  }
}
