package dev.tidegate.model;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Assignment of documents to shards. The function is part of the stored format: a different one
 * would not find stored documents.
 */
public record Shards(int count) {
  public static final int MAX = 256;

  public Shards {
    if (count < 1 || count > MAX) {
      throw new IllegalArgumentException("shards must be 1 to " + MAX + ", not " + count);
    }
  }

  public int of(DocumentKey key) {
    CRC32C crc = new CRC32C();
    crc.update(key.toString().getBytes(StandardCharsets.US_ASCII));
    return (int) (crc.getValue() % count);
  }
}
