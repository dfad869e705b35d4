package dev.tidegate.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of what ships against src/docs/security/advisories.csv, and of the form of this list. */
class AdvisoriesTest {
  private static final String HEADER =
      "package,affected,advisory,severity,summary,source,checked,exception\n";
  private static final String LINE =
      "org.example:lib,<1.2.3,CVE-2026-12345,high,Requests are smuggled,https://example.org/1,";
  private static final LocalDate TODAY = LocalDate.parse("2026-11-27");

  private static AdvisoryList list = new AdvisoryList(List.of());

  @BeforeAll
  static void read() throws IOException {
    list =
        AdvisoryList.parse(
            Files.readString(Path.of("src/docs/security/advisories.csv")), tomorrow());
  }

  /** Time zones apart, a line may be dated one day ahead. */
  private static LocalDate tomorrow() {
    return LocalDate.now(ZoneOffset.UTC).plusDays(1);
  }

  /** Everything in NOTICE, whose completeness NoticeIT checks, and the class path as it is. */
  private static List<Component> shipped() throws IOException {
    List<Component> shipped = new ArrayList<>(Notice.read().all());
    shipped.addAll(classPath());
    return shipped;
  }

  /** The jars of listed packages, by their paths: …/io/netty/netty-handler/4.2.20.Final/….jar. */
  private static List<Component> classPath() {
    List<Component> found = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
      Path directory = Path.of(entry).getParent();
      if (!entry.endsWith(".jar") || directory == null || directory.getParent() == null) {
        continue;
      }
      list.lines().stream()
          .map(Advisory::name)
          .distinct()
          .filter(name -> directory.getParent().endsWith(name.replace('.', '/').replace(':', '/')))
          .forEach(
              name -> found.add(new Component(name, directory.getFileName() + "", "class path")));
    }
    return found;
  }

  @Test
  void noShippedVersionIsAffectedWithoutAnException() throws IOException {
    assertThat(list.faults(shipped()))
        .as("Upgrade, or add the reason of an exception; see src/docs/security.md")
        .isEmpty();
  }

  @Test
  void everyExceptionIsNeeded() throws IOException {
    assertThat(list.needlessExceptions(shipped())).isEmpty();
  }

  /** Otherwise the tests above would pass without a look at these. */
  @Test
  void whatShipsIsFound() throws IOException {
    assertThat(Notice.read().all())
        .extracting(Component::name)
        .contains("io.netty:netty-codec-http", "org.elasticsearch:elasticsearch", "redis");
    assertThat(classPath())
        .extracting(Component::name)
        .contains("io.netty:netty-codec-http", "tools.jackson.core:jackson-core");
  }

  @Test
  void theListIsRecent() {
    String warning = list.warning(LocalDate.now(ZoneOffset.UTC));
    if (!warning.isEmpty()) {
      System.out.println(warning);
    }
    assertThat(list.lines()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2026-11-27,0", "2026-08-29,0", "2026-08-28,91", "2025-11-27,365"})
  void anOldListIsReported(String checked, int days) throws IOException {
    String warning = AdvisoryList.parse(HEADER + LINE + checked + ",", TODAY).warning(TODAY);
    if (days == 0) {
      assertThat(warning).isEmpty();
    } else {
      assertThat(warning).contains("last checked " + days + " days ago (" + checked + ")");
    }
  }

  @Test
  void affectedVersionNeedsAReason() throws IOException {
    List<Component> affected = List.of(new Component("org.example:lib", "1.2.2", "x"));
    List<Component> fixed = List.of(new Component("org.example:lib", "1.2.3", "x"));
    AdvisoryList plain = AdvisoryList.parse(HEADER + LINE + "2026-11-27,", TODAY);
    assertThat(plain.faults(affected)).singleElement().asString().contains("CVE-2026-12345");
    assertThat(plain.faults(fixed)).isEmpty();

    AdvisoryList excepted =
        AdvisoryList.parse(HEADER + LINE + "2026-11-27,The gateway never calls it", TODAY);
    assertThat(excepted.faults(affected)).isEmpty();
    assertThat(excepted.needlessExceptions(affected)).isEmpty();
    assertThat(excepted.needlessExceptions(fixed)).containsExactly("CVE-2026-12345");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.example:lib,<1.2.3,CVE-2026-12345,high,Requests are smuggled,https://example.org/1",
        "org.example,<1.2.3,CVE-2026-12345,high,Requests are smuggled,https://e.org/1,2026-11-27,",
        "a:b,1.2.3,CVE-2026-12345,high,Requests are smuggled,https://e.org/1,2026-11-27,",
        "a:b,,CVE-2026-12345,high,Requests are smuggled,https://e.org/1,2026-11-27,",
        "a:b,<1.2 <1.3,CVE-2026-12345,high,Requests are smuggled,https://e.org/1,2026-11-27,",
        "a:b,>=1.3 <1.2,CVE-2026-12345,high,Requests are smuggled,https://e.org/1,2026-11-27,",
        "a:b,<1.2 |,CVE-2026-12345,high,Requests are smuggled,https://e.org/1,2026-11-27,",
        "a:b,<1.x,CVE-2026-12345,high,Requests are smuggled,https://e.org/1,2026-11-27,",
        "a:b,<1.2.3,CVE-26-1,high,Requests are smuggled,https://e.org/1,2026-11-27,",
        "a:b,<1.2.3,CVE-2026-12345,bad,Requests are smuggled,https://e.org/1,2026-11-27,",
        "a:b,<1.2.3,CVE-2026-12345,high,,https://e.org/1,2026-11-27,",
        "a:b,<1.2.3,CVE-2026-12345,high,Requests are smuggled,example.org,2026-11-27,",
        "a:b,<1.2.3,CVE-2026-12345,high,Requests are smuggled,https://e.org/1,27.11.2026,",
        "a:b,<1.2.3,CVE-2026-12345,high,Requests are smuggled,https://e.org/1,2026-11-28,",
        "a:b,<1.2.3,CVE-2026-12345,high,Requests are smuggled,https://e.org/1,2026-11-27,yes",
        "a:b,<1.2.3,CVE-2026-12345,high,Requests are smuggled,https://e.org/1,2026-11-27,,x",
      })
  void malformedLinesFail(String line) {
    String good = LINE + "2026-11-27,\n";
    assertThatThrownBy(() -> AdvisoryList.parse(HEADER + good + line + "\n", TODAY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Line 3: ");
  }

  @Test
  void repeatedLinesAndEmptyListsFail() {
    String good = LINE + "2026-11-27,\n";
    assertThatThrownBy(() -> AdvisoryList.parse(HEADER + good + good, TODAY))
        .hasMessage("Line 3: the line repeats CVE-2026-12345");
    assertThatThrownBy(() -> AdvisoryList.parse(HEADER, TODAY)).hasMessage("the list is empty");
  }

  @ParameterizedTest
  @CsvSource({
    "<4.2.18.Final, 4.2.17.Final, true",
    "<4.2.18.Final, 4.2.18.Final, false",
    "<4.2.18.Final, 4.2.9.Final, true",
    "<=4.2.18, 4.2.18.Final, true",
    ">1.0, 1.0.0, false",
    "=1.0, 1.0.0, true",
    ">=4.2.0.Alpha1 <4.2.13.Final, 4.2.0.Alpha1, true",
    ">=4.2.0.Final <4.2.13.Final, 4.2.0.RC4, false",
    ">=5.0.0.CR1 <5.0.7, 5.0.0.CR2, true",
    ">=5.5-alpha1 <5.5-beta2, 5.5-beta1, true",
    ">=5.5-alpha1 <5.5-beta2, 5.5, false",
    "<1.1 | >=2.0 <2.1, 1.5, false",
    "<1.1 | >=2.0 <2.1, 2.0.9, true",
    "<6.2.20, 6.2.11, true",
    "<6.2.20, 6.2.6-v5, true",
  })
  void rangesContainTheVersionsThatTheyName(String range, String version, boolean contained) {
    assertThat(VersionRange.parse(range).contains(Version.parse(version))).isEqualTo(contained);
  }
}
