package dev.tidegate.elasticsearch.module;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;

/** {@code asciifolding} with {@code preserve_original}. A query's prefixes are only folded. */
record AsciiFoldingFactory(String name, boolean preserveOriginal)
    implements NormalizingTokenFilterFactory {

  AsciiFoldingFactory(String name, Settings settings) {
    this(name, settings.getAsBoolean("preserve_original", false));
  }

  @Override
  public TokenStream create(TokenStream tokens) {
    return new ASCIIFoldingFilter(tokens, preserveOriginal);
  }

  @Override
  public TokenStream normalize(TokenStream tokens) {
    return new ASCIIFoldingFilter(tokens, false);
  }
}
