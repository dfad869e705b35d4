package dev.tidegate.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One write of a bulk request. Immutable: its document is written as JSON at once. */
public final class BulkOperation {
  private final String op;
  private final String id;
  private final byte @Nullable [] doc;
  private final @Nullable Long rev;
  private final @Nullable String key;

  private BulkOperation(
      String op, String id, byte @Nullable [] doc, @Nullable Long rev, @Nullable String key) {
    this.op = op;
    this.id = DocumentIds.require(id);
    this.doc = doc;
    this.rev = rev;
    this.key = key;
  }

  /** Creates or replaces a document. */
  public static BulkOperation put(String id, Object doc) {
    return new BulkOperation("put", id, Json.bytes(doc), null, null);
  }

  /** Creates a document; rejected with 412 {@code revision_mismatch} if it exists. */
  public static BulkOperation create(String id, Object doc) {
    return new BulkOperation("put", id, Json.bytes(doc), 0L, null);
  }

  /** Replaces fields, or removes those whose value is {@code null}. */
  public static BulkOperation patch(String id, Object fields) {
    return new BulkOperation("patch", id, Json.bytes(fields), null, null);
  }

  /** Adds to number fields. */
  public static BulkOperation adjust(String id, Object amounts) {
    return new BulkOperation("adjust", id, Json.bytes(amounts), null, null);
  }

  /** Deletes a document. */
  public static BulkOperation delete(String id) {
    return new BulkOperation("delete", id, null, null, null);
  }

  /** Returns this write with an idempotency key, which makes it safe to repeat. */
  public BulkOperation withKey(String newKey) {
    WriteOptions.requireKey(newKey);
    return new BulkOperation(op, id, doc, rev, newKey);
  }

  /** Returns this write with a revision that the document must have. */
  public BulkOperation withRev(long newRev) {
    WriteOptions.requireRev(newRev);
    return new BulkOperation(op, id, doc, newRev, key);
  }

  /** Returns the id of the document. */
  public String id() {
    return id;
  }

  boolean hasKey() {
    return key != null;
  }

  /** Returns the line of the request body, with its end. */
  byte[] line() {
    StringBuilder head = new StringBuilder(64 + id.length());
    head.append("{\"op\":\"").append(op).append("\",\"id\":\"").append(id).append('"');
    if (rev != null) {
      head.append(",\"rev\":").append(rev);
    }
    ByteArrayOutputStream line =
        new ByteArrayOutputStream(head.length() + (doc == null ? 0 : doc.length) + 300);
    line.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
    if (key != null) {
      line.writeBytes(",\"key\":".getBytes(StandardCharsets.US_ASCII));
      line.writeBytes(Json.bytes(key));
    }
    if (doc != null) {
      line.writeBytes(",\"doc\":".getBytes(StandardCharsets.US_ASCII));
      line.writeBytes(doc);
    }
    line.write('}');
    line.write('\n');
    return line.toByteArray();
  }
}
