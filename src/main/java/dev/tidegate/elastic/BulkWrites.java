package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.util.BinaryData;
import dev.tidegate.index.DocumentIndex.Outcome;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Values;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** The writes of one request, and what became of each. Used once. */
final class BulkWrites {
  private final ElasticClient client;
  private final IndexSource source;
  private final List<BulkOperation> operations = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<Integer> places = new ArrayList<>();

  BulkWrites(ElasticClient client, IndexSource source) {
    this.client = client;
    this.source = source;
  }

  /**
   * Adds one.
   *
   * @param held what the index holds of the collection
   */
  void add(String index, Collection held, DocumentState document) {
    try {
      operations.add(operation(index, held, document));
      places.add(outcomes.size());
      outcomes.add(new Outcome.Retry("not answered"));
    } catch (RuntimeException unreadable) {
      // A value that a former schema took: it must not keep others from being indexed.
      outcomes.add(new Outcome.Refused("does not fit the schema: " + unreadable.getMessage()));
    }
  }

  /** Adds one that is not sent. */
  void settled(Outcome outcome) {
    outcomes.add(outcome);
  }

  /** The outcomes in the order of the additions. */
  Future<List<Outcome>> send() {
    if (operations.isEmpty()) {
      return Future.succeededFuture(outcomes);
    }
    // Without an alias a bulk would create an index of its own making.
    return client
        .call(es -> es.bulk(bulk -> bulk.requireAlias(true).operations(operations)))
        .map(
            response -> {
              for (int i = 0; i < places.size(); i++) {
                outcomes.set(places.get(i), outcome(response.items().get(i)));
              }
              return outcomes;
            });
  }

  private BulkOperation operation(String index, Collection held, DocumentState document) {
    String to = IndexNames.writes(index);
    String id = document.key().id();
    Values values = document.values();
    if (values == null) {
      return BulkOperation.of(
          operation ->
              operation.delete(
                  delete ->
                      delete
                          .index(to)
                          .id(id)
                          .version(document.rev())
                          .versionType(VersionType.External)));
    }
    BinaryData content = source.of(held, id, values);
    return BulkOperation.of(
        operation ->
            operation.index(
                write ->
                    write
                        .index(to)
                        .id(id)
                        .version(document.rev())
                        .versionType(VersionType.External)
                        .document(content)));
  }

  private static Outcome outcome(BulkResponseItem item) {
    var error = item.error();
    if (error == null || item.status() == 409) {
      return new Outcome.Done();
    }
    String reason = error.type() + ": " + error.reason();
    return item.status() == 400 ? new Outcome.Refused(reason) : new Outcome.Retry(reason);
  }
}
