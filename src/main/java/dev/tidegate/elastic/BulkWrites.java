package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.util.BinaryData;
import dev.tidegate.index.DocumentIndex.Outcome;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Values;
import dev.tidegate.search.Slices;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the index and their outcomes. They go out in requests of a bounded number of bytes, one
 * after the other. A request that fails because of a document is divided until that document is
 * alone: it then gets an outcome of its own, and the others are written. Used once.
 */
final class BulkWrites {
  /** Maximum size of a request as it is sent, unless it has a single document. */
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  /** Size of the line that precedes a document, about. */
  private static final int ACTION_BYTES = 256;

  private record Item(String index, Collection covered, DocumentState document, int place) {}

  /** A document as it is sent. */
  private record Encoded(Item item, BulkOperation operation, int bytes) {}

  private final ElasticClient client;
  private final IndexSource source;
  private final Suspects suspects;
  private final List<Item> items = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private boolean answered;

  BulkWrites(ElasticClient client, IndexSource source, Suspects suspects) {
    this.client = client;
    this.source = source;
    this.suspects = suspects;
  }

  /**
   * Adds a document.
   *
   * @param covered the part of the collection that the index contains
   */
  void add(String index, Collection covered, DocumentState document) {
    items.add(new Item(index, covered, document, outcomes.size()));
    outcomes.add(new Outcome.Retry("not answered"));
  }

  /** Adds one that is not sent. */
  void settled(Outcome outcome) {
    outcomes.add(outcome);
  }

  /**
   * Sends all documents.
   *
   * @return the outcomes in the order of the additions; fails if all outcomes are unknown
   */
  Future<List<Outcome>> send() {
    List<Encoded> encoded = new ArrayList<>(items.size());
    return Slices.forEach(
            items,
            item -> {
              Encoded one = encode(item);
              if (one != null) {
                encoded.add(one);
              }
            })
        .compose(v -> sendFrom(encoded, 0))
        .map(v -> outcomes);
  }

  private Future<Void> sendFrom(List<Encoded> encoded, int first) {
    List<Encoded> request = new ArrayList<>();
    long bytes = 0;
    int next = first;
    while (next < encoded.size()
        && (request.isEmpty() || bytes + encoded.get(next).bytes() <= MAX_BYTES)) {
      Encoded one = encoded.get(next++);
      request.add(one);
      bytes += one.bytes();
    }
    if (request.isEmpty()) {
      return Future.succeededFuture();
    }
    int rest = next;
    return deliver(request)
        .compose(v -> sendFrom(encoded, rest))
        .recover(
            failure -> {
              Throwable reported = ElasticClient.translate(failure);
              return answered ? postponed(reported) : Future.failedFuture(reported);
            });
  }

  /** Keeps the documents that were not written for a retry, and counts the others. */
  private Future<Void> postponed(Throwable failure) {
    String reason = String.valueOf(failure.getMessage());
    outcomes.replaceAll(
        outcome -> outcome instanceof Outcome.Retry ? new Outcome.Retry(reason) : outcome);
    return Future.succeededFuture();
  }

  private Future<Void> deliver(List<Encoded> request) {
    List<BulkOperation> operations = request.stream().map(Encoded::operation).toList();
    // Without an alias a bulk would create an index of its own making.
    return client
        .attempt(es -> es.bulk(bulk -> bulk.requireAlias(true).operations(operations)))
        .transform(
            sent ->
                sent.succeeded() ? accept(request, sent.result()) : failed(request, sent.cause()));
  }

  private Future<Void> accept(List<Encoded> request, BulkResponse response) {
    answered = true;
    for (int i = 0; i < request.size(); i++) {
      outcomes.set(request.get(i).item().place(), outcome(response.items().get(i)));
    }
    return Future.succeededFuture();
  }

  /** Fails where the next request would fail as well. */
  private Future<Void> failed(List<Encoded> request, Throwable failure) {
    return switch (BulkFailure.of(failure)) {
      case TOO_LARGE -> {
        answered = true;
        yield isolate(request, failure, true);
      }
      case BUSY -> Future.failedFuture(failure);
      case UNCLEAR ->
          bytes(request) < Suspects.LARGE_BYTES
              ? Future.failedFuture(failure)
              : client
                  .call(es -> es.cluster().health())
                  .transform(
                      health ->
                          health.succeeded()
                              ? isolate(request, failure, false)
                              : Future.failedFuture(failure));
    };
  }

  private Future<Void> isolate(List<Encoded> request, Throwable failure, boolean certain) {
    if (request.size() > 1) {
      int half = request.size() / 2;
      return deliver(request.subList(0, half))
          .compose(v -> deliver(request.subList(half, request.size())));
    }
    Encoded alone = request.getFirst();
    String reason =
        "Elasticsearch rejects its size of " + alone.bytes() + " bytes: " + why(failure);
    boolean refused = certain || suspects.failed(alone.item().document());
    outcomes.set(
        alone.item().place(), refused ? new Outcome.Refused(reason) : new Outcome.Retry(reason));
    answered = true;
    return Future.succeededFuture();
  }

  /** The answer of Elasticsearch, if there was one: it names no address. */
  private static String why(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof ElasticsearchException refusal) {
        return refusal.error().type() + ": " + refusal.error().reason();
      }
    }
    return "the connection failed, or the response did not arrive in time";
  }

  private static long bytes(List<Encoded> request) {
    return request.stream().mapToLong(Encoded::bytes).sum();
  }

  /** Returns {@code null} where it can't be sent at all. */
  private @Nullable Encoded encode(Item item) {
    try {
      return encoded(item);
    } catch (RuntimeException unreadable) {
      // A value that a former schema took: it must not keep others from being indexed.
      outcomes.set(
          item.place(), new Outcome.Refused("does not fit the schema: " + unreadable.getMessage()));
      return null;
    }
  }

  private Encoded encoded(Item item) {
    DocumentState document = item.document();
    String to = IndexNames.writes(item.index());
    String id = document.key().id();
    Values values = document.values();
    if (values == null) {
      BulkOperation deletion =
          BulkOperation.of(
              operation ->
                  operation.delete(
                      delete ->
                          delete
                              .index(to)
                              .id(id)
                              .version(document.rev())
                              .versionType(VersionType.External)));
      return new Encoded(item, deletion, ACTION_BYTES);
    }
    BinaryData content = source.of(item.covered(), id, values);
    BulkOperation write =
        BulkOperation.of(
            operation ->
                operation.index(
                    index ->
                        index
                            .index(to)
                            .id(id)
                            .version(document.rev())
                            .versionType(VersionType.External)
                            .document(content)));
    return new Encoded(item, write, ACTION_BYTES + (int) content.size());
  }

  private static Outcome outcome(BulkResponseItem item) {
    var error = item.error();
    if (error == null || item.status() == 409) {
      return new Outcome.Done();
    }
    String reason = error.type() + ": " + error.reason();
    boolean refused =
        item.status() == 400
            || item.status() == 413
            || (item.status() == 429 && BulkFailure.isTooLarge(error.reason()));
    return refused ? new Outcome.Refused(reason) : new Outcome.Retry(reason);
  }
}
