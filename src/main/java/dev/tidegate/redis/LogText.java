package dev.tidegate.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A log entry's text, read part by part: lines have tabs between their parts. */
final class LogText {
  private final byte[] text;
  private int at;

  LogText(byte[] text) {
    this.text = text;
  }

  /** Goes on to the next line, from wherever it is in this one; tells whether there is one. */
  boolean next() {
    while (at < text.length && text[at] != '\n') {
      at++;
    }
    return ++at < text.length;
  }

  /** Whether this line has another part. */
  boolean hasMore() {
    return at < text.length && text[at] != '\n';
  }

  /** The next part, of one character. */
  char character() {
    char character = (char) text[at];
    passOver(at + 1);
    return character;
  }

  /** The next part, a whole number. */
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
    passOver(to);
    return number;
  }

  String string() {
    int to = end();
    String part = new String(text, at, to - at, StandardCharsets.UTF_8);
    passOver(to);
    return part;
  }

  /** What there is of the next part up to this character, which must be in it. */
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
    passOver(to);
    return part;
  }

  private int end() {
    int to = at;
    while (to < text.length && text[to] != '\t' && text[to] != '\n') {
      to++;
    }
    return to;
  }

  private void passOver(int part) {
    at = part < text.length && text[part] == '\t' ? part + 1 : part;
  }
}
