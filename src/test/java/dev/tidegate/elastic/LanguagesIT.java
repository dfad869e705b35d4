package dev.tidegate.elastic;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.search.Suggestion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Words, phrases, exclusions, marks and suggestions in several languages and scripts. */
class LanguagesIT extends SearchServers {
  private void fill(String... names) {
    int i = 0;
    for (String name : names) {
      stack.put("d" + i++, json("{'name':'%s'}", name));
    }
    stack.indexer.start();
    stack.settle(names.length);
  }

  private Map<String, List<String>> marks(String query) {
    return stack.search("q", query, "highlight", "true").hits().getFirst().highlight();
  }

  private List<Suggestion> suggest(String typed) {
    return stack.on(() -> stack.service.suggest(stack.products, typed, 8));
  }

  @Test
  void chinese() {
    fill("红色连衣裙", "蓝色连衣裙 长款", "红色裙子", "衣架");
    assertThat(stack.ids("q", "连衣裙")).containsExactlyInAnyOrder("d0", "d1");
    assertThat(stack.ids("q", "红色 裙")).containsExactly("d2", "d0");
    assertThat(stack.ids("q", "\"连衣裙\" -蓝色")).containsExactly("d0");
    assertThat(stack.ids("q", "\"衣连\"")).isEmpty();
    assertThat(marks("\"连衣裙\" -蓝色")).containsEntry("name", List.of("红色<em>连衣裙</em>"));
    assertThat(suggest("连"))
        .containsExactlyInAnyOrder(
            new Suggestion("连衣裙", null),
            new Suggestion("红色连衣裙", "d0"),
            new Suggestion("蓝色连衣裙 长款", "d1"));
  }

  @Test
  void german() {
    fill("Straßenkarte Köln", "Karte der Strasse", "Große Straße", "Koelner Dom");
    assertThat(stack.ids("q", "strasse ")).containsExactly("d2", "d1");
    assertThat(stack.ids("q", "Straße ")).containsExactly("d2", "d1");
    assertThat(stack.ids("q", "STRASS")).containsExactly("d2", "d1", "d0");
    assertThat(stack.ids("q", "\"große strasse\"")).containsExactly("d2");
    assertThat(stack.ids("q", "straße -Große ")).containsExactly("d1");
    assertThat(marks("grosse strasse "))
        .containsEntry("name", List.of("<em>Große</em> <em>Straße</em>"));
    assertThat(suggest("köl")).containsExactly(new Suggestion("Straßenkarte Köln", "d0"));
    assertThat(suggest("strasen")).contains(new Suggestion("Straßenkarte Köln", "d0"));
  }

  @Test
  void frenchAndEnglish() {
    fill("Café crème", "Cafe chairs", "Crème brûlée", "The café's menu");
    assertThat(stack.ids("q", "cafe ")).startsWith("d0", "d1");
    assertThat(stack.ids("q", "café ")).isEqualTo(stack.ids("q", "cafe "));
    assertThat(stack.ids("q", "\"creme brulee\"")).containsExactly("d2");
    assertThat(stack.ids("q", "creme -café ")).containsExactly("d2");
    assertThat(marks("CREME brulee "))
        .containsEntry("name", List.of("<em>Crème</em> <em>brûlée</em>"));
    assertThat(suggest("caf")).contains(new Suggestion("Café crème", "d0"));
  }
}
