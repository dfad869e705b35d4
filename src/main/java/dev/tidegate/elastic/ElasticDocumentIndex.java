package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Values;
import dev.tidegate.search.DocumentIndex;
import dev.tidegate.search.TextAnalyzer;
import io.vertx.core.Future;
import java.util.List;

/** Keeps one index a collection, in step with its schema. */
final class ElasticDocumentIndex implements DocumentIndex {
  private final ElasticClient client;
  private final IndexNames names;
  private final IndexAdmin admin;
  private final IndexSource source;

  ElasticDocumentIndex(
      ElasticClient client, IndexNames names, IndexAdmin admin, TextAnalyzer analyzer) {
    this.source = new IndexSource(analyzer);
    this.client = client;
    this.names = names;
    this.admin = admin;
  }

  @Override
  public Future<List<Collection>> missing() {
    return admin.missing();
  }

  @Override
  public Future<Void> create(Collection collection) {
    return admin.create(collection);
  }

  @Override
  public Future<List<Outcome>> write(List<Write> writes) {
    List<BulkOperation> operations = writes.stream().map(this::operation).toList();
    // Without the alias a bulk would create an index of its own making.
    return client
        .call(es -> es.bulk(bulk -> bulk.requireAlias(true).operations(operations)))
        .map(ElasticDocumentIndex::outcomes);
  }

  private BulkOperation operation(Write write) {
    String alias = names.alias(write.collection());
    DocumentState document = write.document();
    String id = document.key().id();
    Values values = document.values();
    return BulkOperation.of(
        operation ->
            values == null
                ? operation.delete(
                    delete ->
                        delete
                            .index(alias)
                            .id(id)
                            .version(document.rev())
                            .versionType(VersionType.External))
                : operation.index(
                    index ->
                        index
                            .index(alias)
                            .id(id)
                            .version(document.rev())
                            .versionType(VersionType.External)
                            .document(source.of(write.collection(), id, values))));
  }

  private static List<Outcome> outcomes(BulkResponse response) {
    return response.items().stream().map(ElasticDocumentIndex::outcome).toList();
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
