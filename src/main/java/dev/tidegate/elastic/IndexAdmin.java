package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch.indices.IndexSettings;
import co.elastic.clients.elasticsearch.indices.update_aliases.Action;
import dev.tidegate.model.Collection;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Creates indices and points the aliases to them. */
final class IndexAdmin {
  private final ElasticClient client;
  private final IndexNames names;
  private final List<Collection> collections;
  private final ElasticSettings settings;

  IndexAdmin(
      ElasticClient client,
      IndexNames names,
      List<Collection> collections,
      ElasticSettings settings) {
    this.client = client;
    this.names = names;
    this.collections = collections;
    this.settings = settings;
  }

  /** The collections whose alias does not point to an index of their present shape. */
  Future<List<Collection>> missing() {
    return Future.all(collections.stream().map(this::isThere).toList())
        .map(
            all -> {
              List<Collection> missing = new ArrayList<>();
              for (int i = 0; i < collections.size(); i++) {
                if (!all.<Boolean>resultAt(i)) {
                  missing.add(collections.get(i));
                }
              }
              return missing;
            });
  }

  private Future<Boolean> isThere(Collection collection) {
    String index = names.index(collection);
    return client
        .call(es -> es.indices().existsAlias(e -> e.name(names.alias(collection)).index(index)))
        .map(answer -> answer.value());
  }

  /**
   * Creates the index, empty, and moves the alias to it in one step; what the alias named before,
   * or an index that took the alias's name, is derived data and goes.
   */
  Future<Void> create(Collection collection) {
    String index = names.index(collection);
    return create(collection, index)
        .compose(v -> behind(names.alias(collection)))
        .compose(former -> swap(names.alias(collection), index, former));
  }

  private Future<Void> create(Collection collection, String index) {
    return client
        .call(
            es ->
                es.indices()
                    .create(
                        c ->
                            c.index(index)
                                .settings(settings())
                                .mappings(IndexMapping.of(collection))))
        .<Void>mapEmpty()
        .recover(
            failure ->
                isRefusal(failure, "resource_already_exists_exception")
                    ? Future.succeededFuture()
                    : Future.failedFuture(failure));
  }

  private IndexSettings settings() {
    return IndexSettings.of(
        s ->
            s.numberOfShards("1")
                .numberOfReplicas(Integer.toString(settings.replicas()))
                .refreshInterval(t -> t.time(settings.refreshInterval().toMillis() + "ms"))
                // A deletion must outlive older writes that are still on their way.
                .gcDeletes(t -> t.time("1h")));
  }

  private Future<Set<String>> behind(String alias) {
    return client
        .call(es -> es.indices().get(g -> g.index(alias)))
        .map(answer -> answer.indices().keySet())
        .recover(
            failure ->
                isRefusal(failure, "index_not_found_exception")
                    ? Future.succeededFuture(Set.of())
                    : Future.failedFuture(failure));
  }

  private Future<Void> swap(String alias, String index, Set<String> former) {
    List<Action> actions = new ArrayList<>();
    actions.add(Action.of(a -> a.add(add -> add.index(index).alias(alias))));
    for (String old : former) {
      if (!old.equals(index)) {
        actions.add(Action.of(a -> a.removeIndex(remove -> remove.index(old))));
      }
    }
    return client.call(es -> es.indices().updateAliases(u -> u.actions(actions))).mapEmpty();
  }

  private static boolean isRefusal(Throwable failure, String type) {
    return failure instanceof ElasticsearchException refusal && type.equals(refusal.error().type());
  }
}
