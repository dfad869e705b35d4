package dev.tidegate.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of UTF-8, for JSON put together from fragments. Not for more than one thread. */
public final class Bytes {
  private byte[] bytes;
  private int length;

  public Bytes(int capacity) {
    bytes = new byte[capacity];
  }

  public Bytes add(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  public Bytes add(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  public Bytes add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  public Bytes add(long number) {
    return add(Long.toString(number));
  }

  /** Takes the last byte away. */
  public Bytes removeLast() {
    length--;
    return this;
  }

  public int length() {
    return length;
  }

  /** Returns the array itself, of which the first {@link #length} bytes are in use. */
  public byte[] array() {
    return bytes;
  }

  public byte[] toArray() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  /** Makes room for bytes, so that adding them does not copy the array again. */
  public void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
