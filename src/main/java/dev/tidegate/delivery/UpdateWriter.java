package dev.tidegate.delivery;

import dev.tidegate.model.Collection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writer of update messages: puts the waiting changes of one client after the other into messages
 * with as many changes as possible. It returns the messages; the {@link Outbox} sends them. Clients
 * that need the same changes in the same order share one message within a turn.
 */
public final class UpdateWriter {
  private static final int MESSAGE_BYTES = 48 << 10;

  /** Number of different messages that are cached within a turn. */
  private static final int REMEMBERED = 64;

  private final DeliveryClock clock;
  private final @Nullable Shared[] messages = new Shared[REMEMBERED];

  /** Changes of the current message. The list is reused: a client allocates none. */
  private final List<EncodedChange> changes = new ArrayList<>();

  private List<? extends Delivery.Update> updates = List.of();
  private int next;
  private long now;
  private boolean paced;

  /** A message and its changes. Equal changes are the same object. */
  private record Shared(String collection, EncodedChange[] changes, Burst burst) {
    boolean matches(String ofCollection, List<EncodedChange> wanted) {
      if (changes.length != wanted.size() || !collection.equals(ofCollection)) {
        return false;
      }
      for (int i = 0; i < changes.length; i++) {
        if (changes[i] != wanted.get(i)) {
          return false;
        }
      }
      return true;
    }
  }

  public UpdateWriter(DeliveryClock clock) {
    this.clock = clock;
  }

  /**
   * Starts with the updates of a client; {@link #next} returns the messages.
   *
   * @param time on the clock of the event loop
   */
  void start(List<? extends Delivery.Update> ofClient, long time) {
    updates = ofClient;
    next = 0;
    now = time;
    paced = false;
    clock.next();
  }

  /** Returns the next message of the client; {@code null} if no change is left. */
  @Nullable Burst next() {
    changes.clear();
    Collection collection = null;
    int size = 0;
    while (next < updates.size()) {
      Delivery.Update update = updates.get(next);
      if (update.isWaiting()) {
        if (collection != null && (collection != update.collection() || size > MESSAGE_BYTES)) {
          break;
        }
        collection = update.collection();
        EncodedChange change = update.take(now);
        changes.add(change);
        size += change.json().length;
        clock.update(change.rev());
        paced |= update.interval() > 0;
      }
      update.queued(false);
      next++;
    }
    if (collection == null) {
      updates = List.of();
      return null;
    }
    return message(collection.name());
  }

  /** Returns whether some of the updates since {@link #start} have an interval. */
  boolean isPaced() {
    return paced;
  }

  private Burst message(String collection) {
    clock.updates(changes.size());
    EncodedChange first = changes.get(0);
    if (changes.size() == 1) {
      return first.alone(collection);
    }
    int place = Math.floorMod(31 * first.rev() + changes.size(), REMEMBERED);
    Shared known = messages[place];
    if (known == null || !known.matches(collection, changes)) {
      EncodedChange[] kept = changes.toArray(new EncodedChange[0]);
      known = new Shared(collection, kept, EncodedChange.message(collection, changes));
      messages[place] = known;
    }
    return known.burst();
  }

  /** Ends the turn: its messages are no longer shared. */
  void endTurn() {
    changes.clear();
    Arrays.fill(messages, null);
  }
}
