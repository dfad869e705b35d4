package dev.tidegate.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reader of the text of a log entry: lines of parts, separated by tabs. */
final class LogText {
  private final byte[] text;
  private int at;

  LogText(byte[] text) {
    this.text = text;
  }

  /** Skips to the next line; returns whether there is one. */
  boolean next() {
    while (at < text.length && text[at] != '\n') {
      at++;
    }
    return ++at < text.length;
  }

  /** Returns whether this line has another part. */
  boolean hasMore() {
    return at < text.length && text[at] != '\n';
  }

  /** Returns the next part, of one character. */
  char character() {
    char character = (char) text[at];
    skip(at + 1);
    return character;
  }

  /** Returns the next part, an integer. */
  long number() {
    int to = end();
    long number = 0;
    if (at == to) {
      throw new IllegalStateException("a number is missing at " + at);
    }
    for (int i = at; i < to; i++) {
      if (text[i] < '0' || text[i] > '9') {
        throw new IllegalStateException("no number at " + at);
      }
      number = 10 * number + text[i] - '0';
    }
    skip(to);
    return number;
  }

  String string() {
    int to = end();
    String part = new String(text, at, to - at, StandardCharsets.UTF_8);
    skip(to);
    return part;
  }

  /** Returns the next part up to a character, which must be in it. */
  String upTo(char end) {
    int to = at;
    while (text[to] != end) {
      to++;
    }
    String piece = new String(text, at, to - at, StandardCharsets.UTF_8);
    at = to + 1;
    return piece;
  }

  byte[] bytes() {
    int to = end();
    byte[] part = Arrays.copyOfRange(text, at, to);
    skip(to);
    return part;
  }

  private int end() {
    int to = at;
    while (to < text.length && text[to] != '\t' && text[to] != '\n') {
      to++;
    }
    return to;
  }

  private void skip(int part) {
    at = part < text.length && text[part] == '\t' ? part + 1 : part;
  }
}
