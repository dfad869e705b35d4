package dev.tidegate.elastic;

import dev.tidegate.elastic.LiveIndices.Live;
import dev.tidegate.index.DocumentIndex;
import dev.tidegate.model.Collection;
import dev.tidegate.search.Slices;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps one index a collection, and one that is being built beside it. */
final class ElasticDocumentIndex implements DocumentIndex {
  private final ElasticClient client;
  private final IndexNames names;
  private final IndexExamination examination;
  private final LiveIndices live;
  private final IndexSource source;
  private final Suspects suspects;

  ElasticDocumentIndex(
      ElasticClient client,
      IndexNames names,
      IndexExamination examination,
      LiveIndices live,
      IndexSource source,
      Suspects suspects) {
    this.client = client;
    this.names = names;
    this.examination = examination;
    this.live = live;
    this.source = source;
    this.suspects = suspects;
  }

  @Override
  public Future<Map<String, Found>> examine() {
    return examination.run();
  }

  @Override
  public @Nullable Found found(Collection collection) {
    Live seen = live.get(collection);
    return seen == null ? null : seen.found();
  }

  @Override
  public String alias(Collection collection) {
    return names.alias(collection);
  }

  @Override
  public boolean isCurrent(Collection collection, String index) {
    return names.isCurrent(collection, index);
  }

  @Override
  public Future<List<Outcome>> write(List<Write> writes) {
    BulkWrites bulk = new BulkWrites(client, source, suspects);
    List<Boolean> doubled = new ArrayList<>(writes.size());
    return Slices.forEach(writes, write -> doubled.add(add(bulk, write)))
        .compose(added -> bulk.send())
        .map(outcomes -> together(outcomes, doubled));
  }

  /** Returns whether the document goes to two indices. */
  private boolean add(BulkWrites bulk, Write write) {
    Live seen = live.get(write.collection());
    String built = write.building();
    String searched = seen == null ? null : seen.found().name();
    String conflict = seen == null ? null : seen.found().conflict();
    boolean usable = seen != null && searched != null && conflict == null;
    boolean two = usable && built != null && !built.equals(searched);
    if (seen != null && searched != null && usable && (two || built == null)) {
      bulk.add(searched, seen.covered(), write.document());
    }
    if (built != null) {
      bulk.add(built, write.collection(), write.document());
    } else if (conflict != null) {
      bulk.settled(new Outcome.Refused(conflict));
    } else if (!usable) {
      bulk.settled(new Outcome.Retry(write.collection() + " has no index yet"));
    }
    return two;
  }

  private static List<Outcome> together(List<Outcome> outcomes, List<Boolean> doubled) {
    List<Outcome> joined = new ArrayList<>(doubled.size());
    int next = 0;
    for (boolean two : doubled) {
      Outcome first = outcomes.get(next++);
      joined.add(two ? together(first, outcomes.get(next++)) : first);
    }
    return joined;
  }

  /**
   * Merges two outcomes: that of the new index counts, unless the write must be repeated for the
   * former index.
   */
  private static Outcome together(Outcome searched, Outcome built) {
    boolean again =
        searched instanceof Outcome.Retry retry
            && !retry.reason().startsWith("index_not_found_exception");
    return again ? searched : built;
  }
}
