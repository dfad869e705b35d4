package dev.tidegate.index;

import dev.tidegate.model.Collection;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** What the index that is searched holds, to be compared with the store. */
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
   * Lets the index forget what was deleted from it, so that a document somebody else deleted there
   * can be written again at the same revision. Only requests still under way from before a deletion
   * could tell the difference.
   */
  Future<Void> forgetDeletions(Collection collection);
}
