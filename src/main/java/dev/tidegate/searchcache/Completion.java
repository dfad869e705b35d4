package dev.tidegate.searchcache;

import dev.tidegate.model.Collection;

/** A text to complete, as a question to the index. */
record Completion(Collection collection, String typed, int limit) {}
