package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Filter;
import dev.tidegate.text.TextAnalyzer;
import dev.tidegate.text.TextQuery;
import dev.tidegate.text.WantedWord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a query in Elasticsearch's terms. Each word must occur in some field: that decides
 * what is found. Where and how it occurs decides the order.
 */
final class TextQueries {
  private final List<SearchedField> fields;
  private final @Nullable Filter prefer;
  private final TextAnalyzer analyzer;

  TextQueries(Collection collection, TextAnalyzer analyzer) {
    this.fields = SearchedField.of(collection);
    this.prefer = collection.ranking().prefer();
    this.analyzer = analyzer;
  }

  Query of(TextQuery text) {
    if (fields.isEmpty()) {
      return Query.of(q -> q.matchNone(none -> none));
    }
    // So that what only adds to the score is never what finds.
    BoolQuery.Builder query = new BoolQuery.Builder().filter(f -> f.matchAll(all -> all));
    List<String> wanted = words(query, text);
    query.should(new TogetherQueries(fields).of(wanted, text.open()));
    int length = wanted.size() + phrases(query, text);
    if (length > 0) {
      query.should(TogetherQueries.shorter(length));
    }
    if (prefer != null) {
      query.should(Scores.constant(FilterQueries.of(prefer), Scores.PREFERRED));
    }
    return query.build()._toQuery();
  }

  /** Answers the words in their order, as the index has them. */
  private List<String> words(BoolQuery.Builder query, TextQuery text) {
    WordQueries ways = new WordQueries(fields);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < text.words().size(); i++) {
      String word = text.words().get(i);
      boolean unfinished = text.open() && i == text.words().size() - 1;
      List<String> words = analyzer.words(word);
      // Signs, as & is, have no words: nothing is wanted then.
      if (!words.isEmpty()) {
        boolean spelt = WantedWord.isSpelt(word, words);
        query.must(ways.of(words, unfinished, spelt));
        if (words.size() == 1 && spelt) {
          query.should(ways.nearness(words.getFirst()));
        }
        all.addAll(words);
      }
    }
    return all;
  }

  /** Answers how many words the wanted phrases have together. */
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
      }
    }
    return length;
  }

  private Query phrase(List<String> words) {
    String phrase = String.join(" ", words);
    List<Query> ways = new ArrayList<>();
    for (SearchedField field : fields) {
      ways.add(
          Scores.relevance(TogetherQueries.phrase(field, phrase), field.weight() * words.size()));
    }
    return Scores.best(ways);
  }
}
