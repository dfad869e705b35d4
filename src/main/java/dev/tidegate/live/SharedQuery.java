package dev.tidegate.live;

import dev.tidegate.delivery.LiveMemoryFullException;
import dev.tidegate.live.ListDiff.Entered;
import dev.tidegate.livequery.MembershipListener;
import dev.tidegate.livequery.QueryKey;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A live query for all sessions of one event loop that watch it. It holds every member's state, so
 * that whoever is to be told of a new member finds it at hand.
 */
final class SharedQuery implements MembershipListener {
  private final Hub hub;
  private final Context context;
  private final QueryKey key;
  private final Collection collection;
  private final List<QueryWatch> watches = new ArrayList<>(1);
  private final Map<String, WatchedDocument> pinned = new HashMap<>();
  private final ListDiffFrames frames;
  private @Nullable List<String> current;
  private @Nullable List<String> next;
  private @Nullable Transition last;
  private long learned;
  private long shown;
  private boolean reading;
  private boolean ended;

  private record Transition(List<String> from, List<String> to, ListDiff moves) {}

  SharedQuery(Hub hub, Context context, QueryKey key, Collection collection) {
    this.key = key;
    this.hub = hub;
    this.context = context;
    this.collection = collection;
    this.frames = new ListDiffFrames(collection);
  }

  QueryKey key() {
    return key;
  }

  Collection collection() {
    return collection;
  }

  /** Lets it hear of the members, once they are no older than what its client may have seen. */
  void add(QueryWatch watch) {
    watches.add(watch);
    hub.queries().whenFresh(this, () -> watch.beginWith(learned));
  }

  /** Tells whether nobody is left who watches. */
  boolean remove(QueryWatch watch) {
    watches.remove(watch);
    return watches.isEmpty();
  }

  /** Lets go of all it holds. */
  void end() {
    ended = true;
    pinned.values().forEach(hub::unpin);
    pinned.clear();
  }

  /** The members whose states are known; {@code null} before the first. */
  @Nullable List<String> current() {
    return current;
  }

  /** Counts the lists: the number of the current one. */
  long shown() {
    return shown;
  }

  /** The present members without those that have been deleted and will leave. */
  List<String> present(List<String> members) {
    List<String> present = members.stream().filter(this::exists).toList();
    return present.size() == members.size() ? members : present;
  }

  /** Whether all of these can be told of. */
  boolean haveAll(List<Entered> entered) {
    for (Entered each : entered) {
      if (!exists(each.id())) {
        return false;
      }
    }
    return true;
  }

  private boolean exists(String id) {
    WatchedDocument document = pinned.get(id);
    return document != null && document.isCurrent() && document.state().exists();
  }

  /** How its clients are told of moves. */
  ListDiffFrames frames() {
    return frames;
  }

  /** The way from one list to another; that of most clients is the same. */
  @SuppressWarnings("ReferenceEquality") // a false "no" costs a second computation only
  ListDiff moves(List<String> from, List<String> to) {
    Transition known = last;
    if (known == null || known.from() != from || known.to() != to) {
      known = new Transition(from, to, ListDiff.between(from, to));
      last = known;
    }
    return known.moves();
  }

  @Override
  public void members(List<String> ids) {
    context.runOnContext(nothing -> learn(ids));
  }

  @Override
  public void failed(Throwable reason) {
    context.runOnContext(
        nothing -> {
          hub.queries().forget(this);
          List.copyOf(watches).forEach(watch -> watch.failed(reason));
          end();
        });
  }

  private void learn(List<String> ids) {
    if (!ended) {
      next = ids;
      learned++;
      if (!reading) {
        read(ids);
      }
    }
  }

  private void read(List<String> ids) {
    ListDiff moves = moves(current == null ? List.of() : current, ids);
    List<WatchedDocument> fresh = new ArrayList<>();
    for (Entered entered : moves.entered()) {
      if (!pinned.containsKey(entered.id())) {
        DocumentKey document = new DocumentKey(collection.name(), entered.id());
        WatchedDocument watched = hub.pin(collection, document);
        pinned.put(entered.id(), watched);
        fresh.add(watched);
      }
    }
    reading = true;
    long number = learned;
    hub.read(
        fresh,
        () -> known(ids, number, moves.left()),
        () -> {
          hub.queries().drop(this);
          failed(new LiveMemoryFullException());
        });
  }

  @SuppressWarnings("ReferenceEquality") // an equal list that came later counts as newer
  private void known(List<String> ids, long number, List<String> left) {
    reading = false;
    if (ended) {
      return;
    }
    current = ids;
    shown = number;
    left.forEach(this::unpin);
    List.copyOf(watches).forEach(QueryWatch::moved);
    List<String> newer = next;
    if (newer != null && newer != ids) {
      read(newer);
    }
  }

  private void unpin(String id) {
    WatchedDocument document = pinned.remove(id);
    if (document != null) {
      hub.unpin(document);
    }
  }
}
