package dev.tidegate.delivery;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Position;
import org.jspecify.annotations.Nullable;

/**
 * Something that waits for one client in its {@link Outbox}. The outbox asks for messages only when
 * the client can receive them: until then, a delivery keeps the newest state and no bytes.
 */
public sealed interface Delivery {

  /** A change of one document. The outbox sends those of several documents in one message. */
  non-sealed interface Update extends Delivery {
    Collection collection();

    /** Returns the minimum time between two updates in milliseconds. */
    long interval();

    /** Returns the earliest time of the next update, on the clock of the event loop. */
    long notBefore();

    /** Returns whether the outbox contains it. */
    boolean isQueued();

    /** Notes whether the outbox contains it. */
    void queued(boolean now);

    /** Returns whether something is to be sent: another message may have contained it. */
    boolean isWaiting();

    /**
     * Returns the waiting change, which counts as sent from then on. Requires {@link #isWaiting}.
     *
     * @param now on the clock of the event loop
     */
    EncodedChange take(long now);
  }

  /** One or more messages that precede all waiting updates. */
  non-sealed interface Messages extends Delivery {

    /** Returns whether these are the messages of a snapshot, which the outbox sends first. */
    boolean isSnapshot();

    /** Returns whether they can be sent now. */
    boolean isReady();

    /** Returns the next messages; {@code null} if there are none. */
    @Nullable Burst next();

    /** Returns whether no message is left. */
    boolean isDone();
  }

  /** Events of one subscription. The outbox sends them last, and contains the stream to its end. */
  non-sealed interface Stream extends Delivery {

    /** Returns whether the outbox contains it. */
    boolean isQueued();

    /** Notes that the outbox contains it. */
    void queued();

    /** Returns the next messages; {@code null} if none wait or the client can't receive them. */
    @Nullable Burst next();

    /** Returns the bytes of the waiting messages. */
    long queuedBytes();

    /** Returns whether more messages wait than the limit allows. */
    boolean isOverLimit();

    /** Returns the position up to which all events have been sent. */
    Position sentUpTo();

    boolean isEnded();
  }
}
