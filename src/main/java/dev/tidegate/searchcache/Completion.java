package dev.tidegate.resultcache;

import dev.tidegate.model.Collection;

/** A text to complete, as a question to the index. */
record Completion(Collection collection, String typed, int limit) {}
