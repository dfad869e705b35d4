package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ExpandWildcard;
import co.elastic.clients.elasticsearch.indices.Alias;
import co.elastic.clients.elasticsearch.indices.update_aliases.Action;
import dev.tidegate.index.DocumentIndex.Outcome;
import dev.tidegate.index.IndexBuilder;
import dev.tidegate.index.IndexRefusedException;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.search.Slices;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Creates indices, fills them, and points the aliases to them. */
final class ElasticIndexBuilder implements IndexBuilder {
  private final ElasticClient client;
  private final IndexNames names;
  private final IndexFormat format;
  private final IndexSource source;

  ElasticIndexBuilder(
      ElasticClient client, IndexNames names, IndexFormat format, IndexSource source) {
    this.client = client;
    this.names = names;
    this.format = format;
    this.source = source;
  }

  @Override
  public String nameOf(Collection collection, String id) {
    return names.index(collection, id);
  }

  @Override
  public Future<Void> create(Collection collection, String index, String epoch, boolean searched) {
    Map<String, Alias> aliases = new HashMap<>();
    aliases.put(IndexNames.writes(index), Alias.of(a -> a));
    if (searched) {
      aliases.put(names.alias(collection), Alias.of(a -> a));
    }
    return call(es ->
            es.indices()
                .create(
                    c ->
                        c.index(index)
                            .settings(format.settings(searched))
                            .mappings(IndexMapping.of(collection, epoch))
                            .aliases(aliases)))
        .<Void>mapEmpty()
        .recover(
            failure ->
                String.valueOf(failure.getMessage()).contains("resource_already_exists_exception")
                    ? Future.succeededFuture()
                    : Future.failedFuture(failure));
  }

  @Override
  public Future<Boolean> exists(String index) {
    return call(es -> es.indices().exists(e -> e.index(index))).map(answer -> answer.value());
  }

  @Override
  public Future<List<Outcome>> fill(
      Collection collection, String index, List<DocumentState> documents) {
    BulkWrites bulk = new BulkWrites(client, source);
    return Slices.forEach(documents, document -> bulk.add(index, collection, document))
        .compose(added -> bulk.send());
  }

  @Override
  public Future<Void> swap(Collection collection, String index) {
    String alias = names.alias(collection);
    return call(es ->
            es.indices()
                .putSettings(
                    p -> p.index(index).settings(s -> s.refreshInterval(format.refreshInterval()))))
        .compose(v -> call(es -> es.indices().refresh(r -> r.index(index))))
        .compose(v -> behind(alias))
        .compose(former -> point(alias, index, former));
  }

  private Future<Set<String>> behind(String alias) {
    return call(es -> es.indices().get(g -> g.index(alias).ignoreUnavailable(true)))
        .map(answer -> answer.indices().keySet());
  }

  private Future<Void> point(String alias, String index, Set<String> former) {
    List<Action> actions = new ArrayList<>();
    actions.add(Action.of(a -> a.add(add -> add.index(index).alias(alias))));
    for (String old : former) {
      if (!old.equals(index)) {
        actions.add(Action.of(a -> a.remove(remove -> remove.index(old).alias(alias))));
      }
    }
    return call(es -> es.indices().updateAliases(u -> u.actions(actions))).mapEmpty();
  }

  @Override
  public Future<Set<String>> leftOver(Collection collection) {
    return call(es ->
            es.indices()
                .get(
                    g ->
                        g.index(names.alias(collection) + "-*")
                            .expandWildcards(ExpandWildcard.All)
                            .ignoreUnavailable(true)
                            .allowNoIndices(true)))
        .map(
            answer ->
                answer.indices().entrySet().stream()
                    .filter(index -> names.isOwn(collection, index.getKey()))
                    .filter(index -> isIdle(index.getKey(), index.getValue().aliases().keySet()))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet()));
  }

  /** Whether nothing is searched through it. */
  private static boolean isIdle(String index, Set<String> aliases) {
    return Set.of(IndexNames.writes(index)).containsAll(aliases);
  }

  @Override
  public Future<Void> delete(String index) {
    return call(es -> es.indices().delete(d -> d.index(index).ignoreUnavailable(true))).mapEmpty();
  }

  private <T> Future<T> call(Function<ElasticsearchAsyncClient, CompletableFuture<T>> call) {
    return client
        .call(call)
        .recover(
            failure ->
                failure instanceof ElasticsearchException refusal && isFinal(refusal.status())
                    ? Future.failedFuture(
                        new IndexRefusedException(
                            refusal.error().type() + ": " + refusal.error().reason()))
                    : Future.failedFuture(failure));
  }

  /** An index that is gone (404) is made again. */
  private static boolean isFinal(int status) {
    return status >= 400 && status < 500 && status != 404;
  }
}
