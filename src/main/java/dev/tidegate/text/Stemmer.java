package dev.tidegate.text;

import dev.tidegate.model.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.ar.ArabicStemFilter;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.cz.CzechStemFilter;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.el.GreekStemFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.es.SpanishLightStemFilter;
import org.apache.lucene.analysis.fi.FinnishLightStemFilter;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.hu.HungarianLightStemFilter;
import org.apache.lucene.analysis.it.ItalianLightStemFilter;
import org.apache.lucene.analysis.no.NorwegianLightStemFilter;
import org.apache.lucene.analysis.pt.PortugueseLightStemFilter;
import org.apache.lucene.analysis.ru.RussianLightStemFilter;
import org.apache.lucene.analysis.sv.SwedishLightStemFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.jspecify.annotations.Nullable;

/**
 * Light stemming for a declared language: {@code berries} and {@code berry} have one stem. Where no
 * language is declared, each word is its own stem. Usable on any thread.
 */
final class Stemmer {
  private static final Map<Language, UnaryOperator<TokenStream>> FILTERS =
      new EnumMap<>(Language.class);

  static {
    FILTERS.put(Language.ARABIC, ArabicStemFilter::new);
    FILTERS.put(Language.CZECH, CzechStemFilter::new);
    FILTERS.put(Language.GERMAN, GermanLightStemFilter::new);
    FILTERS.put(Language.GREEK, GreekStemFilter::new);
    FILTERS.put(Language.ENGLISH, KStemFilter::new);
    FILTERS.put(Language.SPANISH, SpanishLightStemFilter::new);
    FILTERS.put(Language.FINNISH, FinnishLightStemFilter::new);
    FILTERS.put(Language.FRENCH, FrenchLightStemFilter::new);
    FILTERS.put(Language.HUNGARIAN, HungarianLightStemFilter::new);
    FILTERS.put(Language.ITALIAN, ItalianLightStemFilter::new);
    FILTERS.put(Language.NORWEGIAN, NorwegianLightStemFilter::new);
    FILTERS.put(Language.PORTUGUESE, PortugueseLightStemFilter::new);
    FILTERS.put(Language.RUSSIAN, RussianLightStemFilter::new);
    FILTERS.put(Language.SWEDISH, SwedishLightStemFilter::new);
  }

  private static final Map<Language, Stemmer> BY_LANGUAGE = new EnumMap<>(Language.class);

  static {
    FILTERS.forEach((language, filter) -> BY_LANGUAGE.put(language, new Stemmer(filter)));
  }

  private static final Stemmer NONE = new Stemmer(null);

  private final @Nullable Analyzer analyzer;

  private Stemmer(@Nullable UnaryOperator<TokenStream> filter) {
    this.analyzer =
        filter == null
            ? null
            : new Analyzer() {
              @Override
              protected TokenStreamComponents createComponents(String fieldName) {
                Tokenizer whole = new KeywordTokenizer();
                return new TokenStreamComponents(whole, filter.apply(whole));
              }
            };
  }

  /** Returns the stemmer of a language. Without one, each word is its own stem. */
  static Stemmer of(@Nullable Language language) {
    return language == null ? NONE : BY_LANGUAGE.getOrDefault(language, NONE);
  }

  /** Returns the stem of a folded word. */
  String stem(String word) {
    if (analyzer == null || word.length() < 3) {
      return word;
    }
    try (TokenStream tokens = analyzer.tokenStream("", word)) {
      CharTermAttribute stem = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      String found = tokens.incrementToken() ? stem.toString() : word;
      tokens.end();
      // Some filters bring back accents or case, as of the dictionary that they look into.
      return found.isEmpty() ? word : Folding.fold(found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
