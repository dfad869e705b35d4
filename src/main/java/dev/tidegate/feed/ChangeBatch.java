package dev.tidegate.feed;

import dev.tidegate.model.Change;
import dev.tidegate.model.Position;
import java.util.List;

/**
 * Changes in the order of their shards' logs.
 *
 * @param position the place in the log after them
 */
public record ChangeBatch(List<Change> changes, Position position) {}
