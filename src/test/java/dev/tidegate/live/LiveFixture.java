package dev.tidegate.live;

import static dev.tidegate.testing.Items.ITEMS;

import dev.tidegate.config.GatewayConfig;
import dev.tidegate.config.LiveConfig;
import dev.tidegate.delivery.LiveMemory;
import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.livequery.MembershipListener;
import dev.tidegate.livequery.Memberships;
import dev.tidegate.livequery.QueryAllowance;
import dev.tidegate.livequery.QueryKey;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Change;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Position;
import dev.tidegate.model.Query;
import dev.tidegate.testing.ManualLoop;
import dev.tidegate.testing.MemoryLog;
import dev.tidegate.testing.MemoryReader;
import dev.tidegate.testing.RecordingTransport;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** A hub without Vert.x: its loop, documents, log, and live queries are in the hands of a test. */
final class LiveFixture {
  final ManualLoop loop = new ManualLoop();
  final MemoryReader reader = new MemoryReader();
  final MemoryLog log = new MemoryLog("e", 1, 100);
  final LiveMemory memory = new LiveMemory(10_000, 1_000_000);
  final Queries queries = new Queries();
  final HubParts parts;
  final Hub hub;
  private Position dispatched = new Position("e", 1);

  LiveFixture() {
    LiveConfig config =
        GatewayConfig.defaults()
            .with("live.heartbeat", "1s")
            .with("live.pong_timeout", "3s")
            .with("live.messages_per_second", "5")
            .live();
    parts =
        new HubParts(
            loop,
            new Catalog(List.of(ITEMS)),
            config,
            new HubParts.Sources(reader, log, new FeedStatus(Clock.systemUTC()), queries),
            memory,
            dispatched,
            Clock.systemUTC());
    hub = parts.hub();
  }

  /** Opens a session, and drops its first message. */
  Client open() {
    Client client = new Client();
    client.transport.take();
    return client;
  }

  /** Dispatches changes as one batch of the feed. */
  void dispatch(Change... changes) {
    Position after = new Position("e", changes[changes.length - 1].rev());
    for (Change change : changes) {
      log.add(change);
    }
    hub.onChanges(new ChangeBatch(List.of(changes), dispatched, after));
    dispatched = after;
    loop.run();
  }

  /** A client and its session. */
  final class Client {
    final RecordingTransport transport = new RecordingTransport();
    final Session session = hub.open("session", transport);

    /** Lets the client send a message, written with single quotes. */
    void send(String message) {
      session.receive(message.replace('\'', '"'));
      loop.run();
    }

    void subscribe(String id, String target) {
      send("{'type':'subscribe','id':'" + id + "','collection':'items'," + target + "}");
    }

    List<String> received() {
      loop.run();
      return transport.take();
    }

    /** Returns the types of the messages since the last call. */
    List<String> types() {
      return received().stream()
          .map(message -> message.replaceAll("^\\{'type':'([a-z]+)'.*", "$1"))
          .toList();
    }
  }

  /** Live queries whose members a test sets. */
  static final class Queries implements Memberships {
    final List<MembershipListener> listeners = new ArrayList<>();
    private final QueryAllowance allowance = new QueryAllowance(100, 3);

    @Override
    public QueryAllowance allowance() {
      return allowance;
    }

    @Override
    public void attach(
        QueryKey key, Collection collection, Query query, MembershipListener listener) {
      listeners.add(listener);
    }

    @Override
    public void detach(QueryKey key, MembershipListener listener) {
      listeners.remove(listener);
    }

    @Override
    public void whenFresh(Collection collection, Runnable done) {
      done.run();
    }

    void members(String... ids) {
      listeners.forEach(listener -> listener.members(List.of(ids)));
    }

    void fail(Throwable reason) {
      List.copyOf(listeners).forEach(listener -> listener.failed(reason));
    }
  }
}
