package dev.tidegate.load;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searches, watches the hits, looks at one, buys it, sees the own purchase arrive, leaves. */
final class Shopper {
  /** Environment of a shopper, with the outcomes of visits. */
  interface Shop {
    Target target();

    HttpPool pool();

    long thinkNanos();

    String query(long shopper);

    void bought(int document);

    void left(Shopper shopper);
  }

  private static final int MOST_WATCHED = 20;

  private final Loop loop;
  private final Shop shop;
  private final long number;
  private final List<Integer> hits = new ArrayList<>();
  private @Nullable Watching watching;
  private int wanted = -1;
  private long ownRev = -1;
  private long seenRev;
  private boolean over;

  Shopper(Loop loop, Shop shop, long number) {
    this.loop = loop;
    this.shop = shop;
    this.number = number;
  }

  /**
   * Starts a visit.
   *
   * @param planned planned start of the visit
   */
  void enter(long planned) {
    String path = shop.target().path() + "?" + shop.query(number);
    step("search", planned, shop.target().request("GET", path, "", null), this::found);
  }

  /** Returns the missing part of a visit after the timeout. */
  String missing() {
    return ownRev > seenRev ? "the own purchase was not delivered" : "a response did not arrive";
  }

  private void found(byte[] bytes, int from, int to) {
    ChangeScanner.scan(
        bytes,
        from,
        to,
        (document, rev, counter) -> {
          if (hits.size() < MOST_WATCHED) {
            hits.add(document);
          }
        });
    if (hits.isEmpty()) {
      loop.stats().count("searches without a hit").add(1);
      leave();
      return;
    }
    wanted = hits.get((int) (Skew.fraction(number) * hits.size()));
    Watching socket = new Watching(System.nanoTime());
    watching = socket;
    socket.connect(shop.target().address(), shop.target().source((int) (number % 1_000_000)));
  }

  private void watched() {
    think(
        () -> {
          String path = shop.target().path() + "/" + ChangeScanner.id(wanted);
          byte[] get = shop.target().request("GET", path, "", null);
          step("look", System.nanoTime(), get, (b, f, t) -> think(this::buy));
        });
  }

  private void buy() {
    String path = shop.target().path() + "/" + ChangeScanner.id(wanted) + "/adjust";
    String headers = "content-type: application/json\r\n";
    byte[] adjust = shop.target().request("POST", path, headers, "{\"stock\":-1,\"sold\":1}");
    step(
        "buy",
        System.nanoTime(),
        adjust,
        (bytes, from, to) -> {
          ChangeScanner.scan(bytes, from, to, (document, rev, counter) -> ownRev = rev);
          shop.bought(wanted);
          seen();
        });
  }

  private void changed(int document, long rev) {
    if (document == wanted) {
      seenRev = Math.max(seenRev, rev);
      seen();
    }
  }

  private void seen() {
    if (ownRev > 0 && seenRev >= ownRev) {
      leave();
    }
  }

  private void leave() {
    if (!over) {
      over = true;
      if (watching != null) {
        watching.end("left");
      }
      shop.left(this);
    }
  }

  private interface Step {
    void take(byte[] bytes, int from, int to);
  }

  private void step(String name, long planned, byte[] request, Step then) {
    shop.pool()
        .request(
            request,
            (status, bytes, from, to) -> {
              if (status == 200) {
                Stats.record(loop.stats().latency(name), (System.nanoTime() - planned) / 1000);
                then.take(bytes, from, to);
              } else {
                loop.stats()
                    .error(name + (status == 0 ? " without an answer" : " answered " + status));
                leave();
              }
            });
  }

  private void think(Runnable then) {
    loop.at(System.nanoTime() + shop.thinkNanos(), then);
  }

  /** The socket of a visit. */
  private final class Watching extends LiveConnection implements ChangeScanner.Sink {
    private final long planned;
    private boolean snapshot;
    private boolean ready;

    Watching(long planned) {
      super(Shopper.this.loop, shop.target());
      this.planned = planned;
    }

    @Override
    protected void message(byte[] bytes, int from, int to) {
      char type = (char) bytes[from + 9];
      if (type == 'w') {
        StringBuilder text =
            new StringBuilder("{\"type\":\"subscribe\",\"id\":\"s\",\"collection\":\"");
        text.append(shop.target().collection())
            .append("\",\"fields\":[\"price\",\"stock\",\"sold\"],\"ids\":[");
        for (int i = 0; i < hits.size(); i++) {
          text.append(i == 0 ? "\"" : ",\"").append(ChangeScanner.id(hits.get(i))).append('"');
        }
        sendText(text.append("]}").toString());
      } else if (type == 'u' || (type == 's' && bytes[from + 10] == 'n')) {
        snapshot = type == 's';
        ChangeScanner.scan(bytes, from, to, this);
        if (snapshot && !ready) {
          ready = true;
          Stats.record(loop.stats().latency("watch"), (System.nanoTime() - planned) / 1000);
          watched();
        }
      } else if (type == 'e' || type == 'b' || type == 'r') {
        loop.stats().error("message of type " + type);
      }
    }

    @Override
    public void change(int document, long rev, long counter) {
      if (!snapshot) {
        loop.stats().count("delivered").add(1);
        Stats.record(loop.stats().latency("delivery"), loop.receivedMicros() - rev);
      }
      changed(document, rev);
    }

    @Override
    protected void ended(String why) {
      if (!over) {
        loop.stats().error("session " + why);
        leave();
      }
    }
  }
}
