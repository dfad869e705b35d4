package dev.tidegate.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;

/**
 * Reads and writes of one collection. See {@link TidegateClient} for threads, retries, and errors.
 *
 * <p>Documents to write are any values that Jackson writes as JSON objects, for example maps,
 * records, and {@code ObjectNode}. They are written before a method returns.
 */
public final class CollectionClient {
  private static final int MAX_IDS = 1_000;

  private final String path;
  private final RetryingSender sender;
  private final BiFunction<String, BulkOptions, BulkStream> streams;

  /**
   * Creates access to a collection.
   *
   * @param streams creates a stream for the path of bulk requests
   */
  CollectionClient(
      String name, RetryingSender sender, BiFunction<String, BulkOptions, BulkStream> streams) {
    this.path = "/v1/" + name;
    this.sender = sender;
    this.streams = streams;
  }

  /** Reads a document with all its fields; empty if it does not exist. */
  public CompletableFuture<Optional<Document>> get(String id) {
    return get(id, ReadOptions.ALL);
  }

  /** Reads a document; empty if it does not exist. */
  public CompletableFuture<Optional<Document>> get(String id, ReadOptions options) {
    String uri = path + "/" + DocumentIds.require(id) + query(options, "");
    return sender
        .send(ApiRequest.get(uri))
        .handle(
            (response, failure) -> {
              if (failure == null) {
                return Optional.of(document(response.json()));
              }
              if (failure instanceof ProblemException error && error.problem().is("not_found")) {
                return Optional.empty();
              }
              throw new CompletionException(failure);
            });
  }

  /**
   * Reads documents with all their fields. Repeated ids count once. More than 1,000 ids are read in
   * several requests, one after the other: the result is then not the state of one moment.
   */
  public CompletableFuture<Documents> getAll(java.util.Collection<String> ids) {
    return getAll(ids, ReadOptions.ALL);
  }

  /** Reads documents, as {@link #getAll(java.util.Collection)}. */
  public CompletableFuture<Documents> getAll(
      java.util.Collection<String> ids, ReadOptions options) {
    List<String> distinct = List.copyOf(new LinkedHashSet<>(ids));
    distinct.forEach(DocumentIds::require);
    List<Document> found = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    CompletableFuture<Void> read = CompletableFuture.completedFuture(null);
    for (int from = 0; from < distinct.size(); from += MAX_IDS) {
      List<String> some = distinct.subList(from, Math.min(from + MAX_IDS, distinct.size()));
      String uri = path + query(options, "ids=" + String.join(",", some));
      read =
          read.thenCompose(previous -> sender.send(ApiRequest.get(uri)))
              .thenAccept(
                  response -> {
                    JsonNode json = response.json();
                    json.path("docs").forEach(doc -> found.add(document(doc)));
                    json.path("missing").forEach(id -> missing.add(id.asText()));
                  });
    }
    return read.thenApply(done -> new Documents(found, missing));
  }

  /** Creates or replaces a document. */
  public CompletableFuture<WriteResult> put(String id, Object doc, WriteOptions options) {
    return write("PUT", path(id), doc, options, Map.of()).thenApply(CollectionClient::written);
  }

  /**
   * Creates a document; fails with 412 {@code revision_mismatch} if it exists.
   *
   * @param options without a revision
   */
  public CompletableFuture<WriteResult> create(String id, Object doc, WriteOptions options) {
    if (options.rev() != null) {
      throw new IllegalArgumentException("A create can't have a revision. Use put.");
    }
    return write("PUT", path(id), doc, options, Map.of("if-none-match", "*"))
        .thenApply(CollectionClient::written);
  }

  /** Replaces fields, or removes those whose value is {@code null}. */
  public CompletableFuture<WriteResult> patch(String id, Object fields, WriteOptions options) {
    return write("PATCH", path(id), fields, options, Map.of()).thenApply(CollectionClient::written);
  }

  /**
   * Adds to number fields; the result contains their new values. Fails with 409 {@code
   * out_of_bounds} if a value would leave the bounds of its field.
   */
  public CompletableFuture<Document> adjust(String id, Object amounts, WriteOptions options) {
    return write("POST", path(id) + "/adjust", amounts, options, Map.of())
        .thenApply(response -> document(response.json()));
  }

  /** Deletes a document; fails with 404 {@code not_found} if it does not exist. */
  public CompletableFuture<WriteResult> delete(String id, WriteOptions options) {
    return sender
        .send(request("DELETE", path(id), new byte[0], options, Map.of()))
        .thenApply(CollectionClient::written);
  }

  /** Opens a stream of writes, which the client sends in bulk requests. */
  public BulkStream bulkStream(BulkOptions options) {
    return streams.apply(path + "/_bulk", options);
  }

  /**
   * Applies writes in bulk requests. The future completes with one result for each, in the same
   * order, and doesn't fail because of a write.
   */
  public CompletableFuture<List<BulkResult>> bulk(List<BulkOperation> operations) {
    BulkStream stream = bulkStream(BulkOptions.DEFAULT.withoutQueueLimit());
    List<CompletableFuture<BulkResult>> results = stream.writeAll(operations);
    return stream
        .finish()
        .thenApply(done -> results.stream().map(CompletableFuture::resultNow).toList());
  }

  private CompletableFuture<ApiResponse> write(
      String method, String uri, Object body, WriteOptions options, Map<String, String> headers) {
    return sender.send(request(method, uri, Json.bytes(body), options, headers));
  }

  private static ApiRequest request(
      String method, String uri, byte[] body, WriteOptions options, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(more);
    if (body.length > 0) {
      headers.put("content-type", "application/json");
    }
    if (options.key() != null) {
      headers.put("idempotency-key", options.key());
    }
    if (options.rev() != null) {
      headers.put("if-match", "\"" + options.rev() + "\"");
    }
    return new ApiRequest(method, uri, headers, body, options.key() != null);
  }

  private String path(String id) {
    return path + "/" + DocumentIds.require(id);
  }

  private static String query(ReadOptions options, String first) {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    if (!first.isEmpty()) {
      query.add(first);
    }
    if (!options.fields().isEmpty()) {
      String fields = String.join(",", options.fields());
      query.add("fields=" + URLEncoder.encode(fields, StandardCharsets.UTF_8));
    }
    if (options.minRev() > 0) {
      query.add("min_rev=" + options.minRev());
    }
    return query.toString();
  }

  private static WriteResult written(ApiResponse response) {
    JsonNode json = response.json();
    return new WriteResult(id(json), rev(json));
  }

  private static Document document(JsonNode json) {
    if (json.get("doc") instanceof ObjectNode doc) {
      return new Document(id(json), rev(json), doc);
    }
    throw unexpected();
  }

  private static String id(JsonNode json) {
    if (json.path("id").isTextual()) {
      return json.path("id").asText();
    }
    throw unexpected();
  }

  private static long rev(JsonNode json) {
    if (json.path("rev").canConvertToLong()) {
      return json.path("rev").asLong();
    }
    throw unexpected();
  }

  private static ConnectionFailedException unexpected() {
    return new ConnectionFailedException(
        "Unexpected response: not from a gateway", null, null, false);
  }
}
