package dev.tidegate.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSurveyTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void aProductIsNamedByItsFirstDescriptionThatIsNotBlank() throws IOException {
    FileSurvey survey =
        survey(
            """
            StockCode,Description,Quantity,InvoiceDate,UnitPrice
            A,,1,2010-12-01 08:26:00,1.0
            A,"  ",1,2010-12-01 08:26:00,1.0
            A,"TEA, BLACK",1,2010-12-01 08:26:00,1.0
            A,COFFEE,1,2010-12-01 08:26:00,1.0
            B,,1,2010-12-01 08:26:00,1.0
            broken
            """);
    assertThat(survey.nameOf("A")).isEqualTo("TEA, BLACK");
    assertThat(survey.nameOf("B")).isEqualTo("B");
    assertThat(survey.lines()).isEqualTo(6);
  }

  @Test
  void whatIsNoFileOrEmptyIsRefused() throws IOException {
    assertThatThrownBy(() -> FileSurvey.of(directory))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("is no file");
    assertThatThrownBy(() -> survey("")).hasMessage("the file is empty");
  }

  private FileSurvey survey(String text) throws IOException {
    return FileSurvey.of(Files.writeString(directory.resolve("orders.csv"), text));
  }
}
