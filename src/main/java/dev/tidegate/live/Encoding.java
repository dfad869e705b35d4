package dev.tidegate.live;

import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Values;
import dev.tidegate.wire.Bytes;
import dev.tidegate.wire.ChangeJson;
import dev.tidegate.wire.DocumentJson;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A change to be told. It is equal to another one of the same revision and fields, wherever that
 * was heard of.
 */
record Encoding(
    Collection collection, DocumentState state, Watcher.Pending pending, FieldSet fields)
    implements Function<ChangeBatch, EncodedChange>, Comparable<Encoding> {
  private static final Comparator<Encoding> ORDER =
      Comparator.comparing((Encoding encoding) -> encoding.state().key())
          .thenComparingLong(encoding -> encoding.state().rev())
          .thenComparing(Encoding::pending)
          .thenComparing(Encoding::fields);

  @Override
  public EncodedChange apply(ChangeBatch batch) {
    return encoded();
  }

  EncodedChange encoded() {
    return new EncodedChange(state.rev(), pending, fields, json());
  }

  private byte[] json() {
    Values values = state.values();
    Bytes out = new Bytes(128);
    if (values == null || pending == Watcher.Pending.GONE) {
      return DocumentJson.head(out, state.key().id(), state.rev()).add(",\"gone\":true}").toArray();
    }
    if (pending == Watcher.Pending.WHOLE) {
      DocumentJson.document(out, collection, state, fields);
      return out.toArray();
    }
    DocumentJson.head(out, state.key().id(), state.rev()).add(",\"set\":");
    DocumentJson.fields(out, collection, values, fields);
    ChangeJson.unset(out, collection, fields.minus(values.present()));
    return out.add('}').toArray();
  }

  @Override
  public int compareTo(Encoding other) {
    return ORDER.compare(this, other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Encoding encoding
        && state.rev() == encoding.state.rev()
        && pending == encoding.pending
        && fields.equals(encoding.fields)
        && state.key().equals(encoding.state.key());
  }

  @Override
  public int hashCode() {
    return Objects.hash(state.key(), state.rev(), pending, fields);
  }

  /**
   * Where the event loops find what another one has encoded: with the batch dispatched last, and
   * only as long as it is the last.
   */
  static final class Shared {
    private @Nullable ChangeBatch latest;

    void dispatching(ChangeBatch batch) {
      latest = batch;
    }

    EncodedChange get(Encoding encoding) {
      ChangeBatch batch = latest;
      return batch == null ? encoding.encoded() : batch.derive(encoding);
    }
  }
}
