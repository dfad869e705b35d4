package dev.tidegate.elasticquery;

import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Filter;
import dev.tidegate.model.Leniency;
import dev.tidegate.text.QueryWords;
import dev.tidegate.text.TextAnalyzer;
import dev.tidegate.text.TextQuery;
import dev.tidegate.text.WantedWord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a query in Elasticsearch's terms. Each wanted word must be in some field: that
 * decides which documents are found. Where and how it is there decides their order.
 */
public final class TextQueries {
  /** More than all else that a document can score, so that the number of words counts first. */
  private static final double COVERED = 1_024;

  private final Collection collection;
  private final List<SearchedField> fields;
  private final TextAnalyzer analyzer;

  public TextQueries(Collection collection, TextAnalyzer analyzer) {
    this.collection = collection;
    this.fields = SearchedField.of(collection);
    this.analyzer = analyzer;
  }

  /** Documents that match a text. Those that have its optional words as well come first. */
  public Query of(String text, Leniency leniency) {
    Query wanted = of(TextQuery.of(text, leniency));
    if (leniency.optional().isEmpty()) {
      return wanted;
    }
    Query all = Scores.constant(of(TextQuery.of(text, leniency.withoutOptional())), COVERED);
    return Query.of(q -> q.bool(b -> b.should(all, wanted)));
  }

  private Query of(TextQuery text) {
    if (fields.isEmpty()) {
      return Query.of(q -> q.matchNone(none -> none));
    }
    // So that clauses that only add to the score never decide what is found.
    BoolQuery.Builder query = new BoolQuery.Builder().filter(f -> f.matchAll(all -> all));
    List<WantedWord> wanted = QueryWords.of(text, collection, analyzer);
    WordQueries ways = new WordQueries(fields);
    for (WantedWord word : wanted) {
      query.must(ways.of(word));
      if (collection.language() == null) {
        query.should(ways.otherForms(word));
      }
    }
    for (WantedWord word : QueryWords.of(text.onlyOptional(), collection, analyzer)) {
      query.should(ways.of(word));
    }
    query.should(new TogetherQueries(fields).of(wanted));
    int length = wanted.stream().mapToInt(word -> word.parts().size()).sum();
    length += phrases(query, text);
    if (length > 0) {
      query.should(TogetherQueries.shorter(length));
    }
    Filter prefer = collection.ranking().prefer();
    if (prefer != null) {
      query.should(Scores.constant(FilterQueries.of(prefer), Scores.PREFERRED));
    }
    return query.build()._toQuery();
  }

  /**
   * Documents that have at least half of the words, those with most words first, then the best.
   * Each clause of a word is named by the place of the word in the text.
   *
   * @return {@code null} if the text has fewer than two words
   */
  public @Nullable Query most(TextQuery text) {
    List<TextQuery> each = text.eachWord();
    WordQueries ways = new WordQueries(fields);
    Query covered = Scores.constant(Query.of(q -> q.matchAll(all -> all)), COVERED);
    List<Query> words = new ArrayList<>();
    for (int i = 0; i < each.size(); i++) {
      List<Query> parts =
          QueryWords.of(each.get(i), collection, analyzer).stream().map(ways::of).toList();
      if (!parts.isEmpty()) {
        String name = Integer.toString(i);
        words.add(Query.of(q -> q.bool(b -> b.queryName(name).must(covered).must(parts))));
      }
    }
    if (words.size() < 2 || fields.isEmpty()) {
      return null;
    }
    BoolQuery.Builder query = new BoolQuery.Builder().should(words);
    query.minimumShouldMatch(Integer.toString((words.size() + 1) / 2));
    phrases(query, text);
    return query.build()._toQuery();
  }

  /** Returns the number of words of all wanted phrases. */
  private int phrases(BoolQuery.Builder query, TextQuery text) {
    int length = 0;
    for (String phrase : text.phrases()) {
      List<String> words = analyzer.words(phrase);
      if (!words.isEmpty()) {
        query.must(phrase(words));
        length += words.size();
      }
    }
    for (String excluded : text.excluded()) {
      List<String> words = analyzer.words(excluded);
      if (!words.isEmpty()) {
        query.mustNot(phrase(words));
        String joined = analyzer.joined(excluded);
        fields.forEach(field -> query.mustNot(WordQueries.term(field.words(), joined)));
      }
    }
    return length;
  }

  private Query phrase(List<String> words) {
    String phrase = String.join(" ", words);
    List<Query> ways = new ArrayList<>();
    for (SearchedField field : fields) {
      ways.add(Scores.relevance(WordQueries.phrase(field, phrase), field.weight() * words.size()));
    }
    return Scores.best(ways);
  }
}
