package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ExpandWildcard;
import co.elastic.clients.elasticsearch.indices.Alias;
import co.elastic.clients.elasticsearch.indices.update_aliases.Action;
import dev.tidegate.elasticquery.IndexMapping;
import dev.tidegate.index.DocumentIndex.Outcome;
import dev.tidegate.index.IndexBuilder;
import dev.tidegate.index.IndexRefusedException;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.SearchUnavailableException;
import io.vertx.core.Future;
import java.time.Duration;
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
  private final Suspects suspects;

  ElasticIndexBuilder(
      ElasticClient client,
      IndexNames names,
      IndexFormat format,
      IndexSource source,
      Suspects suspects) {
    this.client = client;
    this.names = names;
    this.format = format;
    this.source = source;
    this.suspects = suspects;
  }

  @Override
  public String nameOf(Collection collection, String id) {
    return names.index(collection, id);
  }

  @Override
  public Future<Void> create(Collection collection, String index, String epoch, boolean searched) {
    Map<String, Alias> aliases = Map.of(IndexNames.writes(index), Alias.of(a -> a));
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
    BulkWrites bulk = new BulkWrites(client, source, suspects);
    documents.forEach(document -> bulk.add(index, collection, document));
    return bulk.send();
  }

  @Override
  public Future<Void> swap(Collection collection, String index) {
    return refreshed(index)
        .compose(v -> call(es -> es.indices().refresh(r -> r.index(index))))
        .compose(v -> point(collection, index))
        .compose(v -> verify(collection, index));
  }

  @Override
  public Future<Void> open(Collection collection, String index) {
    return behind(names.alias(collection))
        .compose(
            searched ->
                searched.isEmpty()
                    ? refreshed(index).compose(v -> point(collection, index))
                    : Future.succeededFuture());
  }

  @Override
  public Future<Void> narrow(Collection collection, String index) {
    return behind(names.alias(collection))
        .compose(
            searched ->
                searched.size() > 1 && searched.contains(index)
                    ? point(collection, index)
                    : Future.succeededFuture());
  }

  private Future<Void> refreshed(String index) {
    return call(es ->
            es.indices()
                .putSettings(
                    p -> p.index(index).settings(s -> s.refreshInterval(format.refreshInterval()))))
        .mapEmpty();
  }

  private Future<Set<String>> behind(String alias) {
    return call(es -> es.indices().get(g -> g.index(alias).ignoreUnavailable(true)))
        .map(answer -> answer.indices().keySet());
  }

  /**
   * Points the alias to one index. A single call removes it from all others, whichever they are by
   * then, so that no document is ever found twice.
   */
  private Future<Void> point(Collection collection, String index) {
    String alias = names.alias(collection);
    List<Action> actions =
        List.of(
            Action.of(a -> a.remove(remove -> remove.index(alias + "-*").alias(alias))),
            Action.of(a -> a.add(add -> add.index(index).alias(alias))));
    return call(es -> es.indices().updateAliases(u -> u.actions(actions))).mapEmpty();
  }

  /** An earlier call whose outcome was unknown may have been carried out later than this one. */
  private Future<Void> verify(Collection collection, String index) {
    return behind(names.alias(collection))
        .compose(
            searched ->
                searched.equals(Set.of(index))
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        new SearchUnavailableException(
                            "a different index is searched: " + searched, Duration.ofSeconds(1))));
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

  /** Returns whether nothing is searched through it. */
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
