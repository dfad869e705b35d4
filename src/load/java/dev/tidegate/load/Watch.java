package dev.tidegate.load;

import org.jspecify.annotations.Nullable;

/**
 * Subscription of a session: {@code count} documents from {@code first} on, wrapping at {@code
 * total}, or every change of the collection.
 *
 * @param intervalMs between two updates of one document
 */
record Watch(String collection, int first, int count, int total, boolean every, long intervalMs) {

  /** Returns the slot of a document, or -1 if it is not watched. */
  int slot(int document) {
    if (document >= total) {
      return -1;
    }
    int slot = document - first;
    if (slot < 0) {
      slot += total;
    }
    return slot < count ? slot : -1;
  }

  int document(int slot) {
    return (first + slot) % total;
  }

  /**
   * Returns the message.
   *
   * @param have known revisions by slot, 0 for none
   */
  String subscribe(long @Nullable [] have) {
    StringBuilder text = new StringBuilder(128);
    text.append("{\"type\":\"subscribe\",\"id\":\"s\",\"collection\":\"").append(collection);
    if (every) {
      return text.append("\",\"every\":true}").toString();
    }
    text.append("\",\"fields\":[\"sold\"],\"interval\":").append(intervalMs).append(",\"ids\":[");
    for (int slot = 0; slot < count; slot++) {
      text.append(slot == 0 ? "\"" : ",\"").append(ChangeScanner.id(document(slot))).append('"');
    }
    text.append(']');
    if (have != null) {
      text.append(",\"have\":{");
      for (int slot = 0; slot < count; slot++) {
        text.append(slot == 0 ? "\"" : ",\"").append(ChangeScanner.id(document(slot)));
        text.append("\":").append(have[slot]);
      }
      text.append('}');
    }
    return text.append('}').toString();
  }
}
