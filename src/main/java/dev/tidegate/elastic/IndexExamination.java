package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch.indices.IndexState;
import dev.tidegate.elastic.LiveIndices.Live;
import dev.tidegate.elasticquery.IndexMapping;
import dev.tidegate.index.DocumentIndex.Fitness;
import dev.tidegate.index.DocumentIndex.Found;
import dev.tidegate.model.Collection;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Looks at the indices behind the aliases, and whether they are what the schemas ask for. */
final class IndexExamination {
  private final ElasticClient client;
  private final IndexNames names;
  private final List<Collection> collections;
  private final LiveIndices live;

  IndexExamination(
      ElasticClient client, IndexNames names, List<Collection> collections, LiveIndices live) {
    this.client = client;
    this.names = names;
    this.collections = collections;
    this.live = live;
  }

  Future<Map<String, Found>> run() {
    List<String> aliases = collections.stream().map(names::alias).toList();
    return client
        .call(es -> es.indices().get(g -> g.index(aliases).ignoreUnavailable(true)))
        .compose(
            answer -> {
              Map<String, Found> found = new HashMap<>();
              List<Future<Void>> adopted = new ArrayList<>();
              for (Collection collection : collections) {
                Live seen = look(collection, answer.indices());
                live.put(collection, seen);
                found.put(collection.name(), seen.found());
                adopted.add(adopt(seen, answer.indices()));
              }
              return Future.all(adopted).map(v -> found);
            });
  }

  private Live look(Collection collection, Map<String, IndexState> indices) {
    String alias = names.alias(collection);
    if (indices.containsKey(alias)) {
      return conflict(collection, alias, indices.get(alias), "takes the name of the alias");
    }
    List<String> behind =
        indices.entrySet().stream()
            .filter(e -> e.getValue().aliases().containsKey(alias))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (behind.isEmpty()) {
      return new Live(new Found(Fitness.MISSING, null, "", null), collection);
    }
    String index = behind.getLast();
    IndexState state = Objects.requireNonNull(indices.get(index));
    if (!names.isOwn(collection, index)) {
      return conflict(collection, index, state, "has the alias and was not created by a gateway");
    }
    MappingComparison comparison = new MappingComparison(collection, state.mappings());
    String epoch = IndexMapping.epoch(state.mappings());
    if (!names.isCurrent(collection, index) || behind.size() > 1) {
      return new Live(new Found(Fitness.OUTDATED, index, epoch, null), comparison.common());
    }
    return comparison.conflict() == null
        ? new Live(new Found(Fitness.CURRENT, index, epoch, null), collection)
        : conflict(collection, index, state, "was changed by another program");
  }

  private Live conflict(Collection collection, String index, IndexState state, String what) {
    MappingComparison comparison = new MappingComparison(collection, state.mappings());
    String field = comparison.conflict();
    String message =
        "Elasticsearch: collection "
            + collection.name()
            + ": index "
            + index
            + " "
            + what
            + (field == null ? "" : "; " + field)
            + ": delete or rename it, or set a different elasticsearch.index_prefix";
    return new Live(new Found(Fitness.CONFLICTING, index, "", message), comparison.common());
  }

  /** An index made before there were aliases to write through gets one. */
  private Future<Void> adopt(Live seen, Map<String, IndexState> indices) {
    String index = seen.found().name();
    IndexState state = index == null ? null : indices.get(index);
    if (index == null
        || state == null
        || seen.found().fitness() == Fitness.CONFLICTING
        || state.aliases().containsKey(IndexNames.writes(index))) {
      return Future.succeededFuture();
    }
    return client
        .call(es -> es.indices().putAlias(p -> p.index(index).name(IndexNames.writes(index))))
        .mapEmpty();
  }
}
