package dev.tidegate.search;

import dev.tidegate.model.DocumentState;
import dev.tidegate.search.DocumentSearch.Match;
import dev.tidegate.search.DocumentSearch.Without;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Recent writes without those of some documents. */
record WithoutCandidates(FreshWrites.Candidates writes, Set<String> ids)
    implements FreshWrites.Candidates {

  static FreshWrites of(FreshWrites writes, Without without) {
    return (collection, query) -> {
      FreshWrites.Candidates all = writes.of(collection, query);
      Set<String> ids = new LinkedHashSet<>(all.ids());
      ids.removeIf(without::contains);
      return new WithoutCandidates(all, ids);
    };
  }

  @Override
  public boolean isKnownNotToMatch(String id) {
    return writes.isKnownNotToMatch(id);
  }

  @Override
  public void look(DocumentState document) {
    writes.look(document);
  }

  @Override
  public List<DocumentState> matching(List<DocumentState> documents) {
    return writes.matching(documents);
  }

  @Override
  public boolean precedes(DocumentState document, Match match) {
    return writes.precedes(document, match);
  }
}
