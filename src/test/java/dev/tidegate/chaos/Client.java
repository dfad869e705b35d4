package dev.tidegate.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A client that does as it likes: its thread acts from time to time and reconnects, to the other
 * gateway, when its connection is gone. All state is under one lock.
 */
abstract class Client implements Runnable, Socket.Owner {
  /** It acts; it only stays connected and reads; it is done. */
  private enum Mode {
    ACTING,
    SETTLING,
    DONE
  }

  protected final Servers servers;
  protected final Random random;
  private final String name;
  private final ReentrantLock lock = new ReentrantLock();
  private final History history = new History();
  private final List<String> wrong = new ArrayList<>();
  private volatile Mode mode = Mode.ACTING;
  private @Nullable Socket socket;
  private boolean ready;
  private int gateway;
  private String epoch = "";
  private long awakeAt;

  Client(Servers servers, String name, long seed) {
    this.servers = servers;
    this.name = name;
    this.random = new Random(seed);
    this.gateway = random.nextInt(Servers.GATEWAYS);
  }

  /** One of the things it may do; called while it is connected. */
  abstract void act();

  /** The connection is there: takes up again what it wants. */
  abstract void welcome(boolean sameEpoch);

  abstract void handle(JsonNode message);

  /** The gateway can't do something. */
  void refused(JsonNode error, String text) {
    wrong("an error: " + text);
  }

  abstract Set<Integer> expectedCloses();

  /**
   * Returns a difference between the state of the client and the store; {@code null} if there is
   * none.
   */
  abstract @Nullable String mismatch(Truth truth);

  /** Something to do without the lock, as a call that waits. */
  void work() {}

  @Override
  public final void run() {
    while (mode != Mode.DONE) {
      locked(this::step);
      work();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50 + random.nextInt(900)));
    }
    locked(this::drop);
  }

  private void step() {
    Socket now = socket;
    boolean awake = System.nanoTime() >= awakeAt;
    if (now == null) {
      connect();
    } else if (ready && (awake || mode == Mode.SETTLING)) {
      now.resume();
      if (mode == Mode.ACTING) {
        act();
      }
    }
  }

  private void connect() {
    gateway++;
    ready = false;
    history.add("-- connects to ", servers.live(gateway).toString());
    Socket made = new Socket(this);
    socket = made;
    made.open(servers.live(gateway));
  }

  final void settle() {
    mode = Mode.SETTLING;
  }

  final void finish() {
    mode = Mode.DONE;
  }

  protected final void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  protected final void send(String text) {
    Socket now = socket;
    if (now != null) {
      history.add("> ", text);
      now.send(text);
    }
  }

  protected final void sleep(long millis) {
    history.add("-- sleeps ", millis + " ms");
    awakeAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    if (socket != null) {
      socket.pause();
    }
  }

  protected final void drop() {
    history.add("-- drops", "");
    if (socket != null) {
      socket.drop();
    }
    socket = null;
    ready = false;
  }

  protected final void close() {
    history.add("-- closes", "");
    if (socket != null) {
      socket.close();
    }
    socket = null;
    ready = false;
  }

  protected final int gateway() {
    return gateway;
  }

  protected final boolean isReady() {
    return ready;
  }

  protected final String epoch() {
    return epoch;
  }

  protected final void wrong(String what) {
    history.add("!! ", what);
    wrong.add(what);
  }

  @Override
  public final void received(Socket from, String text, JsonNode message) {
    locked(
        () -> {
          if (from == socket) {
            take(text, message);
          }
        });
  }

  private void take(String text, JsonNode message) {
    String type = message.path("type").asText();
    if (!type.equals("heartbeat")) {
      history.add("< ", text);
    }
    switch (type) {
      case "welcome" -> {
        String now = message.path("epoch").asText();
        boolean same = now.equals(epoch);
        if (!same) {
          // The revision went back with a store that lost its tail, and the client was notified in
          // time.
          wrong.clear();
        }
        epoch = now;
        ready = true;
        welcome(same);
      }
      case "error" -> refused(message, text);
      default -> handle(message);
    }
  }

  @Override
  public final void closed(Socket which, int code) {
    locked(
        () -> {
          if (which == socket) {
            history.add("-- closed with ", Integer.toString(code));
            socket = null;
            ready = false;
            if (!expectedCloses().contains(code)) {
              wrong("closed with " + code);
            }
          }
        });
  }

  /** Returns a difference with its history; {@code null} if there is none. */
  final @Nullable String complaint(Truth truth) {
    lock.lock();
    try {
      String found = null;
      if (!wrong.isEmpty()) {
        found = wrong.getFirst();
      } else if (!ready) {
        found = "it is not connected: " + socket;
      } else if (!epoch.equals(truth.epoch())) {
        found = "it is at epoch " + epoch + " instead of " + truth.epoch();
      } else {
        found = mismatch(truth);
      }
      return found == null ? null : name + ": " + found + "\n" + history;
    } finally {
      lock.unlock();
    }
  }
}
