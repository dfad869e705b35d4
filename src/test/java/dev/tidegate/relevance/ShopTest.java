package dev.tidegate.relevance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.relevance.Judgements.Grade;
import dev.tidegate.relevance.Judgements.Judged;
import java.text.Normalizer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShopTest {
  private final List<String> names =
      Shop.products().values().stream().map(product -> product.path("name").asText()).toList();
  private final List<Judged> judged =
      Shop.PARTS.stream().flatMap(part -> Shop.judgements(part).stream()).toList();

  @Test
  void judgesSixtyQueriesAndAtLeastNineInEachLanguage() {
    assertThat(judged).extracting(Judged::query).hasSize(60).doesNotHaveDuplicates();
    assertThat(Shop.PARTS.subList(0, 5))
        .allSatisfy(part -> assertThat(Shop.judgements(part)).hasSizeGreaterThanOrEqualTo(9));
  }

  @Test
  void sellsSomethingOfEachGrade() {
    for (Judged query : judged) {
      Set<Integer> grades = query.grades().stream().map(Grade::value).collect(Collectors.toSet());
      Set<Integer> sold = names.stream().map(query::grade).collect(Collectors.toSet());
      assertThat(sold).as(query.query()).contains(3).containsAll(grades);
    }
  }

  @Test
  void hasNamesInFormsThatAnEditorWouldNormalize() {
    assertThat(names)
        .anyMatch(name -> !Normalizer.isNormalized(name, Normalizer.Form.NFC))
        .anyMatch(name -> name.contains("ｺｰﾋｰ"))
        .anyMatch(name -> name.contains("ＵＳＢ"))
        .anyMatch(name -> name.contains("d’olive"))
        .anyMatch(name -> name.contains("d'olive"));
  }
}
