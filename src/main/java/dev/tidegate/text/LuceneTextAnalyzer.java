package dev.tidegate.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/**
 * Words as Unicode (UAX #29) divides them, each ideograph a word of its own; lower case, and with
 * the plain letters of ASCII for those that carry marks: {@code Straße} is {@code strasse}.
 */
public final class LuceneTextAnalyzer implements TextAnalyzer {
  /** Of what is longer, the rest does not count for the order. */
  private static final int LONGEST_SORT_KEY = 512;

  /** A letter becomes at most so many. */
  private static final int MOST_OF_ONE = 4;

  private final Analyzer analyzer = new FoldingAnalyzer();

  @Override
  public List<Word> divide(String text) {
    List<Word> words = new ArrayList<>();
    try (TokenStream tokens = analyzer.tokenStream("", text)) {
      CharTermAttribute word = tokens.addAttribute(CharTermAttribute.class);
      OffsetAttribute place = tokens.addAttribute(OffsetAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        words.add(new Word(word.toString(), place.startOffset(), place.endOffset()));
      }
      tokens.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }

  @Override
  public String sortKey(String text) {
    int end = Math.min(text.length(), LONGEST_SORT_KEY);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    char[] lower = text.substring(0, end).toLowerCase(Locale.ROOT).toCharArray();
    char[] folded = new char[lower.length * MOST_OF_ONE];
    int length = ASCIIFoldingFilter.foldToASCII(lower, 0, folded, 0, lower.length);
    return new String(folded, 0, length);
  }

  private static final class FoldingAnalyzer extends Analyzer {
    @Override
    protected TokenStreamComponents createComponents(String fieldName) {
      Tokenizer words = new StandardTokenizer();
      return new TokenStreamComponents(words, new ASCIIFoldingFilter(new LowerCaseFilter(words)));
    }
  }
}
