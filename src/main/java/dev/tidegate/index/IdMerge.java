package dev.tidegate.index;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Merges sources that give their ids in order into one such source, a page of each at a time. */
final class IdMerge {
  static final int PAGE = 500;

  /** Gives the next up to {@link #PAGE} after an id; fewer mean that there are no more. */
  interface Source extends Function<String, Future<List<String>>> {}

  private static final class Head {
    final Source source;
    final Deque<String> ids = new ArrayDeque<>();
    String last = "";
    boolean exhausted;

    Head(Source source) {
      this.source = source;
    }

    Future<Void> fill() {
      if (exhausted || !ids.isEmpty()) {
        return Future.succeededFuture();
      }
      return source
          .apply(last)
          .map(
              page -> {
                ids.addAll(page);
                exhausted = page.size() < PAGE;
                last = page.isEmpty() ? last : page.getLast();
                return null;
              });
    }
  }

  private final List<Head> heads;

  IdMerge(List<Source> sources) {
    this.heads = sources.stream().map(Head::new).toList();
  }

  /** The next ids in order, each once: up to {@link #PAGE}, none at the end. */
  Future<List<String>> next() {
    return next(new ArrayList<>());
  }

  private Future<List<String>> next(List<String> merged) {
    return Future.all(heads.stream().map(Head::fill).toList())
        .compose(
            filled -> {
              boolean more = take(merged);
              return more ? next(merged) : Future.succeededFuture(merged);
            });
  }

  /**
   * Takes ids until the page is full or a source must be read. Returns whether a source must be
   * read.
   */
  private boolean take(List<String> merged) {
    while (merged.size() < PAGE) {
      String least = null;
      for (Head head : heads) {
        String first = head.ids.peek();
        if (first == null && !head.exhausted) {
          return true;
        }
        least = lesser(least, first);
      }
      if (least == null) {
        return false;
      }
      merged.add(least);
      for (Head head : heads) {
        if (least.equals(head.ids.peek())) {
          head.ids.remove();
        }
      }
    }
    return false;
  }

  private static @Nullable String lesser(@Nullable String a, @Nullable String b) {
    return a == null || (b != null && b.compareTo(a) < 0) ? b : a;
  }
}
