package dev.tidegate.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * Table of error codes: the status, title, cause, and remedy of each problem. The code in JSON is
 * the name in lower case. Codes, statuses, and titles are part of the API.
 */
public enum ErrorCode {
  BAD_REQUEST(
      "Malformed request",
      "The request is not valid HTTP/1.1, or its URL or a header is malformed.",
      "Correct the violation that `detail` names.",
      400),
  CURSOR_EXPIRED(
      "Cursor expired",
      "The cursor of a search or its view of the index no longer exists.",
      "Start with the first page.",
      410),
  DRAINING(
      "Gateway stopping",
      "The gateway is stopping and accepts no new requests.",
      "Retry after `retry_after_ms` on a new connection.",
      503),
  HEADERS_TOO_LARGE(
      "Request headers too large",
      "The request headers exceed 32 KiB in total.",
      "Send fewer or shorter headers.",
      431),
  HOST_NOT_ALLOWED(
      "Host not allowed",
      "The `Host` header names a host that the gateway does not serve.",
      "Use a served host name, or add the name to `http.allowed_hosts`.",
      421),
  INTERNAL_ERROR(
      "Internal error",
      "The gateway failed unexpectedly.",
      "Read the log of the gateway, and report the error.",
      500),
  INVALID_DOCUMENT(
      "Invalid document",
      "The document does not match the schema of its collection.",
      "Correct the fields that `errors` lists.",
      400),
  INVALID_ENCODING(
      "Invalid content encoding",
      "The request body is not valid gzip data, unlike its `Content-Encoding`.",
      "Send a complete gzip body, or omit the header.",
      400),
  INVALID_HEADER(
      "Invalid header",
      "The value of a request header is invalid.",
      "Correct the header that `errors` names.",
      400),
  INVALID_ID(
      "Invalid document id",
      "The id of a document has invalid characters or an invalid length.",
      "Use 1–128 characters of `A-Z a-z 0-9 . _ ~ -`, and no `_` at the start.",
      400),
  INVALID_JSON(
      "Invalid JSON",
      "The body is not valid JSON in UTF-8, or does not have the expected shape.",
      "Correct the JSON at the place that `errors` names.",
      400),
  INVALID_LINE(
      "Invalid bulk line",
      "A line of a bulk request has an unknown, missing, or invalid member.",
      "Correct the member that `errors` names, and send the line again.",
      400),
  INVALID_MESSAGE(
      "Invalid message",
      "A WebSocket message has an unknown, missing, or invalid member.",
      "Correct the member that `errors` names.",
      400),
  INVALID_PARAMETER(
      "Invalid parameter",
      "A parameter of the URL is unknown, out of range, or malformed.",
      "Correct the parameters that `errors` names.",
      400),
  KEY_REUSED(
      "Idempotency-Key reused",
      "The `Idempotency-Key` belongs to an earlier write with a different body.",
      "Use a new key for each write, and the same key only for its retries.",
      422),
  METHOD_NOT_ALLOWED(
      "Method not allowed",
      "The path does not support the method.",
      "Use a method that the `Allow` header lists.",
      405),
  NOT_FOUND(
      "Document not found",
      "The collection has no document with this id.",
      "Check the id, or create the document with `PUT`.",
      404),
  ORIGIN_REFUSED(
      "Origin not allowed",
      "A page of a different origin sent a write or opened a WebSocket.",
      "Add the origin to `http.allowed_origins`.",
      403),
  OUT_OF_BOUNDS(
      "Result out of bounds",
      "An adjustment would move a field beyond its `min` or `max`; nothing was changed.",
      "Read the document, and send a smaller adjustment.",
      409),
  OUTCOME_UNKNOWN(
      "Outcome unknown",
      "The connection to the store failed before the result arrived, so the write may or may not"
          + " have been applied.",
      "With an `Idempotency-Key`, retry with the same key. Without one, read the document before"
          + " you retry.",
      503),
  OVERLOADED(
      "Gateway overloaded",
      "A limit of the whole gateway is reached, for example the memory for request bodies.",
      "Retry after `retry_after_ms`.",
      503),
  QUERY_TOO_EXPENSIVE(
      "Search too expensive",
      "The search needs more memory than Elasticsearch allows for one request.",
      "Use fewer words or fewer filter values.",
      400),
  REINDEX_RUNNING(
      "Index rebuild already running",
      "A rebuild of the search index of this collection is running.",
      "Wait until the rebuild ends.",
      409),
  REQUEST_TIMEOUT(
      "Request body too slow",
      "The request body arrived at less than 1 KB/s for 10 s.",
      "Send the body faster.",
      408),
  REV_NOT_REACHED(
      "Revision not reached",
      "The store has not reached the revision that `min_rev` requires.",
      "Retry later, or check that the revision is from this store.",
      409),
  REVISION_MISMATCH(
      "Revision mismatch",
      "The document is not at the revision that `If-Match`, `If-None-Match`, or `rev` requires.",
      "Read the document, and repeat the write with `current_rev`.",
      412),
  SEARCH_UNAVAILABLE(
      "Search unavailable",
      "Elasticsearch does not respond, is overloaded, or has no index for the collection yet.",
      "Retry after `retry_after_ms`.",
      503),
  STORE_REFUSED(
      "Write rejected by the store",
      "Redis rejected the write, for example because its memory is full; nothing was changed.",
      "Correct the cause that `detail` names, then retry.",
      503),
  STORE_UNAVAILABLE(
      "Store unavailable",
      "Redis does not respond; nothing was changed.",
      "Retry after `retry_after_ms`.",
      503),
  SUBSCRIPTION_EXISTS(
      "Subscription id in use",
      "A subscription with this id watches a different collection or is of a different kind.",
      "Unsubscribe first, or use a different id.",
      409),
  TOO_LARGE(
      "Request too large",
      "The request body, or one line of it, exceeds its limit.",
      "Send less data at once, or use `_bulk` with shorter lines.",
      413),
  TOO_MANY_CONNECTIONS(
      "Connection limit reached",
      "The gateway (503) or the address of the client (429) has its maximum number of connections.",
      "Close connections, or retry after `retry_after_ms`.",
      503,
      429),
  TOO_MANY_DOCUMENTS(
      "Document limit reached",
      "The session would watch more documents than `live.max_documents` allows.",
      "Unsubscribe from documents before you add others.",
      429),
  TOO_MANY_ERRORS(
      "Too many invalid lines",
      "A bulk request has 10,000 invalid lines without an accepted one.",
      "Send one JSON object per line.",
      400),
  TOO_MANY_QUERIES(
      "Live query limit reached",
      "The session (429) or the gateway (503) watches its maximum number of live queries.",
      "Unsubscribe from a live query before you add another, or retry later.",
      429,
      503),
  TOO_MANY_SUBSCRIPTIONS(
      "Subscription limit reached",
      "The session has its maximum number of subscriptions.",
      "Unsubscribe before you add another.",
      429),
  UNKNOWN_COLLECTION(
      "Unknown collection",
      "The gateway has no collection with this name.",
      "Check the name, or add a file to `conf/collections`.",
      404),
  UNKNOWN_PATH(
      "Unknown path",
      "The gateway serves nothing at this path.",
      "Check the path. `/openapi.yaml` lists all of them.",
      404),
  UNKNOWN_SUBSCRIPTION(
      "Unknown subscription",
      "The session has no subscription with this id, or it has ended.",
      "Check the id. A subscription that ended needs no `unsubscribe`.",
      404),
  UNSUPPORTED_ENCODING(
      "Unsupported content encoding",
      "The gateway does not support the `Content-Encoding` of the request.",
      "Use `gzip`, or omit the header.",
      415),
  UPGRADE_REQUIRED(
      "WebSocket upgrade required",
      "The path is a WebSocket, and the request does not ask for an upgrade to version 13.",
      "Connect with a WebSocket client.",
      426),
  URI_TOO_LONG(
      "Request line too long",
      "The request line exceeds 192 KiB.",
      "Use fewer ids or shorter parameters.",
      414);

  private final String code = name().toLowerCase(Locale.ROOT);
  private final String title;
  private final String cause;
  private final String remedy;
  private final int status;
  private final int otherStatus;

  ErrorCode(String title, String cause, String remedy, int status) {
    this(title, cause, remedy, status, status);
  }

  ErrorCode(String title, String cause, String remedy, int status, int otherStatus) {
    this.title = title;
    this.cause = cause;
    this.remedy = remedy;
    this.status = status;
    this.otherStatus = otherStatus;
  }

  /** Returns the code in snake_case, as in JSON. */
  @JsonValue
  public String code() {
    return code;
  }

  /** Returns the summary that every problem with this code has. */
  public String title() {
    return title;
  }

  /** Returns the cause, in one sentence of Markdown. */
  public String cause() {
    return cause;
  }

  /** Returns the advice to the client, in sentences of Markdown. */
  public String remedy() {
    return remedy;
  }

  /** Returns the HTTP statuses of this code, one or two. The first is the default. */
  public List<Integer> statuses() {
    return status == otherStatus ? List.of(status) : List.of(status, otherStatus);
  }

  /** Returns the HTTP status of problems that do not state one. */
  public int status() {
    return status;
  }

  @Override
  public String toString() {
    return code;
  }
}
