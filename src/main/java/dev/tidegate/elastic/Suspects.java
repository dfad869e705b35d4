package dev.tidegate.elastic;

import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Large documents whose request failed, although Elasticsearch answers others. One that fails alone
 * several times is not what Elasticsearch can cope with. Usable on any thread.
 */
final class Suspects {
  /** Documents of this size, as they are sent, can be the reason of a failure. */
  static final int LARGE_BYTES = 1024 * 1024;

  private static final int MAX_FAILURES = 4;
  private static final int MAX_DOCUMENTS = 1_000;

  private record Suspect(long rev, int failures) {}

  private final Map<DocumentKey, Suspect> suspects =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<DocumentKey, Suspect> eldest) {
          return size() > MAX_DOCUMENTS;
        }
      };

  /** Counts a failure of a document that was sent alone; returns whether it is to be given up. */
  synchronized boolean failed(DocumentState document) {
    Suspect before = suspects.remove(document.key());
    int failures = before == null || before.rev() != document.rev() ? 1 : before.failures() + 1;
    if (failures >= MAX_FAILURES) {
      return true;
    }
    suspects.put(document.key(), new Suspect(document.rev(), failures));
    return false;
  }
}
