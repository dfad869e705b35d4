package dev.tidegate.elastic;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.search.SearchPage;
import dev.tidegate.testing.Schemas;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Order of the found documents. */
class RankingIT extends SearchServers {
  @BeforeEach
  void openShop() {
    stack.close();
    stack = start(Schemas.shop());
  }

  private void fill(String... documents) {
    int i = 0;
    for (String document : documents) {
      stack.put("d" + i++, "{" + document.replace('\'', '"') + "}");
    }
    stack.indexer.start();
    stack.settle(documents.length);
  }

  @Test
  void whereAndHowAWordIsFound() {
    fill(
        "'name':'box','description':'for tea'", // exact, but further down
        "'name':'small box of teas'", // other ending
        "'name':'small box of tee'", // with a typing error
        "'name':'small box of teapots'", // beginning
        "'name':'small box of tea'", // exact
        "'name':'tea'", // all of it
        "'name':'box', 'brand':'tea'"); // a keyword
    assertThat(stack.ids("q", "tea")).containsExactly("d5", "d4", "d1", "d6", "d3", "d0", "d2");
    assertThat(stack.ids("q", "tea ")).containsExactly("d5", "d4", "d6", "d1", "d0", "d2");
  }

  @Test
  void wordsTogetherAndInOrder() {
    fill(
        "'name':'set of six cups','description':'for tea'",
        "'name':'set for the tea'",
        "'name':'large tea set'",
        "'name':'tea set'");
    assertThat(stack.ids("q", "tea set ")).containsExactly("d3", "d2", "d1", "d0");
  }

  @Test
  void whatIsThereThenWhatIsShortThenWhatSells() {
    fill(
        "'name':'tea one','stock':0,'sold':9",
        "'name':'tea two','stock':5,'sold':1",
        "'name':'tea three','stock':1,'sold':7",
        "'name':'tea with a long name that goes on','stock':1,'sold':99",
        "'name':'tea four','sold':50",
        "'name':'box','description':'tea','stock':9,'sold':999");
    assertThat(stack.ids("q", "tea")).containsExactly("d2", "d1", "d3", "d4", "d0", "d5");
    assertThat(stack.ids("q", "tea", "sort", "-sold")).startsWith("d5", "d3", "d4");
    assertThat(stack.ids("q", "-box")).startsWith("d3");
  }

  @Test
  void aCursorGoesOnThroughTies() {
    List<String> documents = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      documents.add("'name':'tea " + (i % 3) + "','stock':" + i % 2 + ",'sold':" + i % 4);
    }
    fill(documents.toArray(String[]::new));
    List<String> all = stack.ids("q", "tea", "limit", "100");
    List<String> walked = new ArrayList<>();
    SearchPage page = stack.search("q", "tea", "limit", "4");
    walked.addAll(SearchStack.ids(page));
    while (page.next() != null) {
      page = stack.search("q", "tea", "limit", "4", "cursor", page.next());
      walked.addAll(SearchStack.ids(page));
    }
    assertThat(walked).isEqualTo(all).hasSize(30);
  }

  @Test
  void writingAgainAndDeletingDoNotMoveOthers() {
    fill("'name':'green tea cup'", "'name':'tea cup blue'", "'name':'cup for tea'", "'name':'tea'");
    List<String> before = stack.ids("q", "tea cup");
    for (int i = 0; i < 30; i++) {
      stack.put("x" + i, json("{'name':'tea tea tea cup'}"));
    }
    stack.settle(34);
    for (int i = 0; i < 30; i++) {
      stack.delete("x" + i);
    }
    stack.settle(4);
    assertThat(stack.ids("q", "tea cup")).isEqualTo(before);
  }

  @Test
  void suggestionsBeginWithWhatIsThereAndSells() {
    fill(
        "'name':'green tea','stock':0,'sold':99",
        "'name':'green teapot','stock':1,'sold':2",
        "'name':'green tea set, large','stock':1,'sold':8",
        "'name':'green tea set','stock':1,'sold':5",
        "'name':'Green  Tea Set','stock':1,'sold':1");
    assertThat(stack.on(() -> stack.service.suggest(stack.products, "gre te", 8)))
        .extracting(suggestion -> suggestion.text() + " " + suggestion.id())
        .containsExactly(
            "green tea set, large d2", "green tea set d3", "green teapot d1", "green tea d0");
    assertThat(stack.on(() -> stack.service.suggest(stack.products, "gren t", 8)))
        .extracting(suggestion -> suggestion.id())
        .containsExactly("d2", "d3", "d1", "d0");
    assertThat(stack.on(() -> stack.service.suggest(stack.products, "gr", 2)))
        .extracting(suggestion -> suggestion.text() + " " + suggestion.id())
        .containsExactly("green null", "green tea set, large d2");
    assertThat(stack.on(() -> stack.service.suggest(stack.products, "& -", 8))).isEmpty();
  }
}
