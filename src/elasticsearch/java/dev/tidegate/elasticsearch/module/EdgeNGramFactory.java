package dev.tidegate.elasticsearch.module;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.TokenFilterFactory;

/** {@code edge_ngram} with {@code min_gram}, {@code max_gram} and {@code preserve_original}. */
record EdgeNGramFactory(String name, int minGram, int maxGram, boolean preserveOriginal)
    implements TokenFilterFactory {

  EdgeNGramFactory(String name, Settings settings) {
    this(
        name,
        settings.getAsInt("min_gram", 1),
        settings.getAsInt("max_gram", 2),
        settings.getAsBoolean("preserve_original", false));
  }

  @Override
  public TokenStream create(TokenStream tokens) {
    return new EdgeNGramTokenFilter(tokens, minGram, maxGram, preserveOriginal);
  }
}
