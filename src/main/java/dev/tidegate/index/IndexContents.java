package dev.tidegate.index;

import dev.tidegate.model.Collection;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** Contents of the searched index, for the comparison with the store. */
public interface IndexContents {

  /** A document's id and the revision that the index holds of it. */
  record Version(String id, long rev) {}

  /** Makes everything written before part of what {@link #page} gives. */
  Future<Void> refresh(Collection collection);

  /**
   * The next documents in the order of their ids.
   *
   * @param after the last id had; empty to begin
   * @param limit the most to give; fewer mean that there are no more
   */
  Future<List<Version>> page(Collection collection, String after, int limit);

  /** The revisions of those of these documents that the index holds, as of now. */
  Future<Map<String, Long>> revisions(Collection collection, List<String> ids);

  /**
   * Removes the index's records of deletions, so that a document that another program deleted there
   * can be written again at the same revision. Only requests that started before a deletion could
   * notice.
   */
  Future<Void> forgetDeletions(Collection collection);
}
