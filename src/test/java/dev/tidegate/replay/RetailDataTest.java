package dev.tidegate.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The real file against figures that were counted in it by other means. */
class RetailDataTest {
  private long lines;
  private long returns;
  private long unpriced;
  private long pieces;
  private long highestPence;

  @Test
  void everyLineIsUnderstood() throws IOException, LineException {
    Path file = RetailData.orSkip();
    Set<String> ids = new HashSet<>();
    try (LineReader reader = LineReader.open(file)) {
      OrderLineParser parser = new OrderLineParser(FileSurvey.header(reader));
      for (RawLine raw = reader.next(); raw != null; raw = reader.next()) {
        OrderLine line = parser.parse(raw);
        ids.add(line.id());
        count(line);
      }
    }
    assertThat(lines).isEqualTo(105_335);
    assertThat(ids).hasSize(3_159).contains("BANK~20CHARGES", "15056bl", "POST", "D");
    assertThat(returns).isEqualTo(2_118);
    assertThat(unpriced).isEqualTo(540);
    assertThat(pieces).isEqualTo(929_183);
    assertThat(highestPence).isEqualTo(1_688_802);
  }

  @Test
  void productsWithoutAnyDescriptionAreFew() throws IOException {
    FileSurvey survey = FileSurvey.of(RetailData.orSkip());
    assertThat(survey.lines()).isEqualTo(105_335);
    assertThat(survey.names()).hasSize(3_159 - 54);
    assertThat(survey.nameOf("85123A")).isEqualTo("WHITE HANGING HEART T-LIGHT HOLDER");
  }

  @Test
  void whatIsExpectedOfItAddsUpToo() throws IOException {
    ExpectedState state = ExpectedState.of(RetailData.orSkip(), 100_000, Long.MAX_VALUE, false);
    assertThat(state.lines()).isEqualTo(new Counts.Lines(105_335, 105_335, 0, 0, 0, 0));
    assertThat(sum(state, "stock")).isEqualTo(314_970_817);
    assertThat(sum(state, "sold")).isEqualTo(952_151);
    assertThat(sum(state, "price")).isEqualTo(1_886_413);
  }

  private void count(OrderLine line) {
    lines++;
    pieces += line.quantity();
    if (line.quantity() < 0) {
      returns++;
    }
    Long pence = line.pence();
    if (pence == null) {
      unpriced++;
    } else {
      highestPence = Math.max(highestPence, pence);
    }
  }

  private static long sum(ExpectedState state, String field) {
    return state.docs().values().stream().mapToLong(doc -> doc.path(field).asLong()).sum();
  }
}
