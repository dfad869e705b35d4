package dev.tidegate.live;

import dev.tidegate.delivery.ClientState;
import dev.tidegate.delivery.LiveMemoryFullException;
import dev.tidegate.delivery.Pacer;
import dev.tidegate.delivery.WatchedDocument;
import dev.tidegate.delivery.WatchedDocuments;
import dev.tidegate.live.ListDiff.Entered;
import dev.tidegate.livequery.MembershipListener;
import dev.tidegate.livequery.Memberships;
import dev.tidegate.livequery.QueryKey;
import dev.tidegate.loop.EventLoop;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A live query for all sessions of one event loop that watch it. It keeps the state of every member
 * current, so that a new member can be sent immediately.
 */
final class SharedQuery implements MembershipListener {
  private static final long SOON_MS = 50;

  private final EventLoop loop;
  private final Pacer pacer;
  private final Memberships memberships;
  private final WatchedDocuments documents;
  private final QueryKey key;
  private final Collection collection;
  private final List<Watch> watches = new ArrayList<>(1);
  private final Map<String, WatchedDocument> pinned = new HashMap<>();
  private final ListDiffFrames frames;
  private @Nullable List<String> current;
  private @Nullable List<String> next;
  private @Nullable Transition last;
  private long received;
  private long shown;
  private boolean reading;
  private boolean attached;
  private boolean ended;

  /** A session that watches the query. */
  interface Watch {

    /** Starts with the list of this number, or a later one. */
    void startAt(long number);

    /** Notifies that the members have changed. */
    void changed();

    /** Notifies that the query can't be watched. */
    void failed(Throwable reason);
  }

  private record Transition(List<String> from, List<String> to, ListDiff moves) {}

  SharedQuery(
      EventLoop loop,
      Pacer pacer,
      Memberships memberships,
      WatchedDocuments documents,
      QueryKey key,
      Collection collection) {
    this.loop = loop;
    this.pacer = pacer;
    this.memberships = memberships;
    this.documents = documents;
    this.key = key;
    this.collection = collection;
    this.frames = new ListDiffFrames(collection);
  }

  QueryKey key() {
    return key;
  }

  /** Starts to receive the members. */
  void start(Query query) {
    attached = true;
    memberships.attach(key, collection, query, this);
  }

  /** Adds a watch. It starts with members that contain every write answered before. */
  void add(Watch watch) {
    watches.add(watch);
    memberships.whenFresh(collection, () -> loop.execute(() -> watch.startAt(received)));
  }

  /** Removes a watch; returns whether none is left. */
  boolean remove(Watch watch) {
    watches.remove(watch);
    return watches.isEmpty();
  }

  /** Ends the query, and releases all documents. */
  void end() {
    ended = true;
    detach();
    pinned.values().forEach(documents::unpin);
    pinned.clear();
  }

  boolean isEnded() {
    return ended;
  }

  private void detach() {
    if (attached) {
      attached = false;
      memberships.detach(key, this);
    }
  }

  /** Returns the members whose states are known; {@code null} before the first. */
  @Nullable List<String> current() {
    return current;
  }

  /** Returns the number of the current list: lists are counted. */
  long shown() {
    return shown;
  }

  /** Returns the members that exist: deleted ones will leave. */
  List<String> present(List<String> members) {
    List<String> present = members.stream().filter(this::exists).toList();
    return present.size() == members.size() ? members : present;
  }

  /** Returns whether the states of all these are known. */
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

  /** Returns the messages about moves, which clients share. */
  ListDiffFrames frames() {
    return frames;
  }

  /** Returns the difference between two lists. It is the same for most clients. */
  @SuppressWarnings("ReferenceEquality") // a false "no" costs a second computation only
  ListDiff moves(List<String> from, List<String> to) {
    Transition known = last;
    if (known == null || known.from() != from || known.to() != to) {
      known = new Transition(from, to, ListDiff.between(from, to));
      last = known;
    }
    return known.moves();
  }

  /** Notifies a watch shortly: a deleted member will leave, or exist again. */
  void checkAgain(Watch watch) {
    pacer.at(pacer.now() + SOON_MS, SOON_MS, watch::changed);
  }

  @Override
  public void members(List<String> ids) {
    loop.execute(() -> receive(ids));
  }

  @Override
  public void failed(Throwable reason) {
    loop.execute(
        () -> {
          attached = false;
          fail(reason);
        });
  }

  /** Sessions that subscribe again, perhaps because of this, get another query. */
  private void fail(Throwable reason) {
    ended = true;
    List.copyOf(watches).forEach(watch -> watch.failed(reason));
    end();
  }

  private void receive(List<String> ids) {
    if (!ended) {
      next = ids;
      received++;
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
        WatchedDocument watched = documents.pin(collection, document);
        pinned.put(entered.id(), watched);
        fresh.add(watched);
      }
    }
    reading = true;
    long number = received;
    documents.read(
        fresh,
        ClientState.NOTHING,
        () -> show(ids, number, moves.left()),
        () -> loop.execute(() -> fail(new LiveMemoryFullException())));
  }

  @SuppressWarnings("ReferenceEquality") // an equal list that came later counts as newer
  private void show(List<String> ids, long number, List<String> left) {
    reading = false;
    if (ended) {
      return;
    }
    current = ids;
    shown = number;
    left.forEach(this::unpin);
    List.copyOf(watches).forEach(Watch::changed);
    List<String> newer = next;
    if (newer != null && newer != ids) {
      read(newer);
    }
  }

  private void unpin(String id) {
    WatchedDocument document = pinned.remove(id);
    if (document != null) {
      documents.unpin(document);
    }
  }
}
