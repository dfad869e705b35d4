package dev.tidegate.search;

import dev.tidegate.model.Values;
import dev.tidegate.search.SearchPage.Hit;
import dev.tidegate.text.Highlighter;
import dev.tidegate.text.Highlighting;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Adds the highlights to the hits of a page, step by step. Returns whether a step follows. */
final class HitHighlights implements BooleanSupplier {
  private final Highlighter highlighter;
  private final List<Hit> hits;
  private int next;
  private @Nullable Highlighting current;

  /**
   * Creates highlights.
   *
   * @param hits replaced one by one
   */
  HitHighlights(Highlighter highlighter, List<Hit> hits) {
    this.highlighter = highlighter;
    this.hits = hits;
  }

  @Override
  public boolean getAsBoolean() {
    if (next == hits.size()) {
      return false;
    }
    Hit hit = hits.get(next);
    Values values = hit.document().values();
    if (values == null) {
      next++;
      return true;
    }
    Highlighting work = current == null ? highlighter.start(values) : current;
    current = work;
    if (!work.advance()) {
      hits.set(next++, new Hit(hit.document(), work.result()));
      current = null;
    }
    return true;
  }
}
