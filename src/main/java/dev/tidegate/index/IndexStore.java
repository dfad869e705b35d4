package dev.tidegate.index;

import dev.tidegate.read.CollectionScan;
import dev.tidegate.read.DocumentReader;
import java.util.List;

/** The store as the maintenance of the index uses it. All ports belong to one context. */
public interface IndexStore {
  /** Returns the queue of each shard, in order. */
  List<DirtyQueue> queues();

  DeadLetters deadLetters();

  CollectionScan scan();

  /** Returns a reader of the store itself, not of a cache. */
  DocumentReader documents();

  RebuildLedger ledger();
}
