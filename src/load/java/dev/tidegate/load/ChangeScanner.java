package dev.tidegate.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Scanner for the changes of the harness's own documents in a message, without parsing: the id ends
 * right before {@code ,"rev":}, its number has a fixed width, and {@code "sold":} follows. The
 * counter grows by one with each write, so it shows merged and lost changes.
 */
final class ChangeScanner {
  static final String PREFIX = "load-";
  static final int DIGITS = 7;
  static final int MOST_DOCUMENTS = 9_999_999;

  /** Takes changes in their order. */
  interface Sink {
    /**
     * Receives a change.
     *
     * @param document its number
     * @param counter the value of {@code sold}, or -1 if the change does not have it
     */
    void change(int document, long rev, long counter);
  }

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long REV = word(",\"rev\":");
  private static final long SOLD = word("\"sold\":");
  private static final long SEVEN = 0x00FF_FFFF_FFFF_FFFFL;

  private ChangeScanner() {}

  static String id(int document) {
    String number = Integer.toString(document);
    return PREFIX + "0".repeat(DIGITS - number.length()) + number;
  }

  /**
   * Scans a message.
   *
   * @return the number of changes of other documents
   */
  static int scan(byte[] bytes, int from, int to, Sink sink) {
    int foreign = 0;
    int last = to - 9; // the shortest that can follow is a digit and a brace
    int at = from;
    while (at < last) {
      if (((long) LONG.get(bytes, at) & SEVEN) != REV) {
        at++;
        continue;
      }
      int document = document(bytes, at - 1, from);
      at += 7;
      long rev = 0;
      for (int digit; at < to && (digit = bytes[at] - '0') >= 0 && digit <= 9; at++) {
        rev = rev * 10 + digit;
      }
      if (document < 0) {
        foreign++;
        continue;
      }
      long counter = -1;
      // Mostly `,"set":{` stands between; else it is looked for up to the next change.
      for (int i = at + 8 < last && is(bytes, at + 8, SOLD) ? at + 8 : at; i < last; i++) {
        long word = (long) LONG.get(bytes, i) & SEVEN;
        if (word == SOLD) {
          counter = 0;
          i += 7;
          for (int digit; i < to && (digit = bytes[i] - '0') >= 0 && digit <= 9; i++) {
            counter = counter * 10 + digit;
          }
          at = i;
          break;
        }
        if (word == REV) {
          break;
        }
      }
      sink.change(document, rev, counter);
    }
    return foreign;
  }

  /** The number of the id whose closing quote is at {@code quote}, or -1 if it is another's. */
  private static int document(byte[] bytes, int quote, int from) {
    int start = quote - DIGITS - PREFIX.length();
    if (start < from || bytes[quote] != '"' || bytes[start] != 'l' || bytes[start + 4] != '-') {
      return -1;
    }
    int number = 0;
    for (int i = quote - DIGITS; i < quote; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static boolean is(byte[] bytes, int at, long word) {
    return ((long) LONG.get(bytes, at) & SEVEN) == word;
  }

  private static long word(String seven) {
    byte[] eight = new byte[8];
    System.arraycopy(seven.getBytes(StandardCharsets.US_ASCII), 0, eight, 0, 7);
    return (long) LONG.get(eight, 0);
  }
}
