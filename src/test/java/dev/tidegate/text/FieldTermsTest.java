package dev.tidegate.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldTermsTest {
  @Test
  void aPhraseOfOneWordMayBeAJoinedWord() {
    FieldTerms hyphen = terms("blue T-Shirt");
    assertThat(hyphen.hasPhrase(List.of("tshirt"))).isTrue();
    assertThat(hyphen.hasPhrase(List.of("blue", "t", "shirt"))).isTrue();
    assertThat(hyphen.hasPhrase(List.of("blue", "tshirt"))).isFalse();
    assertThat(hyphen.hasPhrase(List.of("shirt", "t"))).isFalse();
    assertThat(terms("t shirt").hasPhrase(List.of("tshirt"))).isFalse();
  }

  private static FieldTerms terms(String value) {
    Field name = new Field(0, "name", FieldType.TEXT, false, false, true, false, false, null, null);
    Collection items = new Collection("items", "", List.of(name));
    return FieldTerms.of(items, name, List.of(value), new IcuTextAnalyzer());
  }
}
