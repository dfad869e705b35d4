package dev.tidegate.load;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Price changes at planned times, with the time of the last change of each document. A client can
 * receive a change before the response to its write arrives: the change then waits for it.
 */
final class Prices implements Loop.Driver, ChangeScanner.Sink {
  private static final int MOST_LINES = 100;

  private final Loop loop;
  private final Target target;
  private final HttpPool pool;
  private final Schedule schedule;
  private final long[] revs;
  private final int[] underWay;
  private final Map<Integer, List<Long>> received = new HashMap<>();
  private long start;
  private long issued;
  private long unanswered;
  private int accepted;
  private boolean stopped;

  Prices(Loop loop, Target target, HttpPool pool, Schedule schedule, int documents) {
    this.loop = loop;
    this.target = target;
    this.pool = pool;
    this.schedule = schedule;
    this.revs = new long[documents];
    this.underWay = new int[documents];
  }

  void start() {
    start = System.nanoTime();
    loop.add(this);
  }

  void stop() {
    stopped = true;
    loop.remove(this);
  }

  boolean isQuiet() {
    return stopped && unanswered == 0;
  }

  @Override
  public long drive(long nanos) {
    while (true) {
      long due = start + schedule.dueNanos(issued);
      if (due > nanos) {
        return due;
      }
      if (!pool.hasRoom()) {
        return Long.MAX_VALUE; // an answer wakes the loop
      }
      int lines = 1;
      while (lines < MOST_LINES && start + schedule.dueNanos(issued + lines) <= nanos) {
        lines++;
      }
      send(lines);
    }
  }

  private void send(int lines) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(lines * 70);
    int[] documents = new int[lines];
    for (int i = 0; i < lines; i++) {
      double random = Skew.fraction(2 * issued);
      documents[i] = (int) (random * revs.length);
      underWay[documents[i]]++;
      int price =
          WatchedSearch.LEAST_PRICE + (int) (Skew.fraction(2 * issued + 1) * WatchedSearch.PRICES);
      String line =
          "{\"op\":\"patch\",\"id\":\"%s\",\"doc\":{\"price\":%d}}%n"
              .formatted(ChangeScanner.id(documents[i]), price);
      body.writeBytes(line.getBytes(StandardCharsets.US_ASCII));
      issued++;
    }
    unanswered += lines;
    byte[] request =
        target.request(
            "POST",
            target.path() + "/_bulk",
            "content-type: application/x-ndjson\r\n",
            body.toString(StandardCharsets.US_ASCII));
    pool.request(
        request, (status, bytes, from, to) -> answered(documents, status, bytes, from, to));
  }

  private void answered(int[] documents, int status, byte[] bytes, int from, int to) {
    unanswered -= documents.length;
    accepted = 0;
    if (status == 200) {
      ChangeScanner.scan(bytes, from, to, this);
      loop.stats().count("written").add(accepted);
    } else {
      loop.stats().error("bulk " + (status == 0 ? "without an answer" : "answered " + status));
    }
    if (status == 200 && accepted < documents.length) {
      loop.stats().error("bulk line rejected");
    }
    for (int document : documents) {
      if (--underWay[document] == 0) {
        List<Long> waiting = received.remove(document);
        if (waiting != null) {
          waiting.forEach(micros -> left(document, micros));
        }
      }
    }
  }

  @Override
  public void change(int document, long rev, long counter) {
    revs[document] = Math.max(revs[document], rev);
    accepted++;
  }

  /** Records that a client was notified that a document is no longer in its list. */
  void leaveReceived(int document, long micros) {
    if (underWay[document] > 0) {
      received.computeIfAbsent(document, d -> new ArrayList<>()).add(micros);
    } else {
      left(document, micros);
    }
  }

  private void left(int document, long micros) {
    if (revs[document] > 0) {
      Stats.record(loop.stats().latency("leave"), micros - revs[document]);
    }
  }
}
