package dev.tidegate.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderLineParserTest {
  private static final String HEADER =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";

  private final OrderLineParser parser = new OrderLineParser(Columns.ofHeader(HEADER));

  @Test
  void readsALine() throws LineException {
    assertThat(parse("536365,85123A,HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom"))
        .isEqualTo(
            new OrderLine(7, "85123A", "85123A", 6, LocalDateTime.of(2010, 12, 1, 8, 26), 255L));
  }

  @Test
  void readsQuotedCommasAndQuotes() throws LineException {
    assertThat(parse("1,\"BANK CHARGES\",\"A, \"\"B\"\", C\",-1,2010-12-01 08:26,0.0,,\"X, Y\""))
        .isEqualTo(
            new OrderLine(
                7,
                "BANK CHARGES",
                "BANK~20CHARGES",
                -1,
                LocalDateTime.of(2010, 12, 1, 8, 26),
                null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2010-12-01 08:26:00",
        "2010-12-01 08:26",
        "12/1/2010 8:26",
        "12/01/2010 08:26:00",
        " 2010-12-01 08:26:00 "
      })
  void readsDatesAsExportsAndSpreadsheetsWriteThem(String date) throws LineException {
    assertThat(parse("1,A,B,1," + date + ",1.0,,").time())
        .isEqualTo(LocalDateTime.of(2010, 12, 1, 8, 26));
  }

  @Test
  void findsColumnsByTheirNames() throws LineException {
    Columns other = Columns.ofHeader("UnitPrice,InvoiceDate,Extra,Quantity,Description,StockCode");
    assertThat(
            new OrderLineParser(other)
                .parse(new RawLine(2, "1.5,2010-12-01 08:26:00,x,3,NAME,CODE")))
        .isEqualTo(new OrderLine(2, "CODE", "CODE", 3, LocalDateTime.of(2010, 12, 1, 8, 26), 150L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "1,A,B,1,2010-12-01 08:26:00,1.0,|7 columns instead of 8",
        "1,A,B,C,1,2010-12-01 08:26:00,1.0,,|9 columns instead of 8",
        "1,A,\"B,1,2010-12-01 08:26:00,1.0,,|a quote that is not closed, or text behind a closed",
        "1,A,\"B\"C,1,2010-12-01 08:26:00,1.0,,|a quote that is not closed, or text behind a",
        "1,,B,1,2010-12-01 08:26:00,1.0,,|StockCode is blank",
        "1,A,B,one,2010-12-01 08:26:00,1.0,,|Quantity is not an integer: \"one\"",
        "1,A,B,1.5,2010-12-01 08:26:00,1.0,,|Quantity is not an integer: \"1.5\"",
        "1,A,B,,2010-12-01 08:26:00,1.0,,|Quantity is not an integer: \"\"",
        "1,A,B,99999999999999999999,2010-12-01 08:26:00,1.0,,|Quantity is not an integer",
        "1,A,B,1,2010-02-30 08:26:00,1.0,,|InvoiceDate is not like",
        "1,A,B,1,,1.0,,|InvoiceDate is not like",
        "1,A,B,1,2010-12-01 08:26:00,free,,|UnitPrice is not a number of pounds: \"free\"",
        "1,A,B,1,2010-12-01 08:26:00,1e999999999,,|UnitPrice is not a number of pounds",
        "1,A,B,1,2010-12-01 08:26:00,NaN,,|UnitPrice is not a number of pounds: \"NaN\"",
      })
  void namesWhatIsWrong(String line, String reason) {
    assertThatThrownBy(() -> parse(line))
        .isInstanceOf(LineException.class)
        .hasMessageStartingWith(reason);
  }

  @Test
  void refusesWhatIsTooLong() {
    String code = "x".repeat(129);
    assertThatThrownBy(() -> parse("1," + code + ",B,1,2010-12-01 08:26:00,1.0,,"))
        .hasMessageStartingWith("StockCode is no valid id");
    assertThatThrownBy(() -> parse("x".repeat(LineReader.MAX_LINE + 1)))
        .hasMessage("longer than 65536 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\t"})
  void aBlankLineIsAnError(String line) {
    assertThatThrownBy(() -> parse(line)).isInstanceOf(LineException.class).hasMessage("blank");
  }

  @Test
  void aHeaderWithoutANeededColumnIsRefused() {
    assertThatThrownBy(() -> Columns.ofHeader("InvoiceNo,StockCode,Description,Quantity"))
        .isInstanceOf(ReplayException.class)
        .hasMessage(
            "the first line names no column InvoiceDate"
                + " (found: InvoiceNo, StockCode, Description, Quantity)");
  }

  private OrderLine parse(String text) throws LineException {
    return parser.parse(new RawLine(7, text));
  }
}
