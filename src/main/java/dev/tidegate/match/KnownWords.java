package dev.tidegate.match;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.Field;
import dev.tidegate.text.SearchedFields;
import dev.tidegate.text.TextAnalyzer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The words of documents, remembered for those looked at last: most changes, of a price or of the
 * stock, leave them as they are, and finding them costs more than all else. Confined to one thread.
 */
public final class KnownWords {
  private record Known(@Nullable Object[] texts, DocumentWords words) {
    /** About the bytes of heap that it takes with its key. */
    static long bytes(DocumentKey key, Known known) {
      long bytes = ENTRY + 2L * key.id().length() + known.words().bytes();
      for (Object text : known.texts()) {
        bytes += text instanceof byte[] json ? json.length : 0;
      }
      return bytes;
    }
  }

  private static final int ENTRY = 160;

  private final TextAnalyzer analyzer;
  private final LastUsed<DocumentKey, Known> known;

  /**
   * Creates an empty cache.
   *
   * @param maxBytes approximate limit on its heap; a document with short texts takes 2 KB
   */
  public KnownWords(TextAnalyzer analyzer, long maxBytes) {
    this.analyzer = analyzer;
    this.known = new LastUsed<>(maxBytes, Known::bytes);
  }

  public TextAnalyzer analyzer() {
    return analyzer;
  }

  /** The words of all fields that {@code q} looks into. */
  DocumentWords of(Collection collection, Candidate document) {
    @Nullable Object[] texts = texts(collection, document);
    DocumentKey key = document.state().key();
    Known before = known.get(key);
    if (before != null && Arrays.deepEquals(before.texts(), texts)) {
      return before.words();
    }
    DocumentWords words = DocumentWords.of(collection, document, analyzer);
    known.put(key, new Known(texts, words));
    return words;
  }

  /** By field, where one of those has a value, its bytes. */
  private static @Nullable Object[] texts(Collection collection, Candidate document) {
    @Nullable Object[] texts = new Object[collection.fields().size()];
    for (Field field : collection.fields()) {
      if (SearchedFields.has(field) && document.has(field)) {
        texts[field.ordinal()] = document.raw(field);
      }
    }
    return texts;
  }
}
