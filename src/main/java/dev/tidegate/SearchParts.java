package dev.tidegate;

import dev.tidegate.elastic.Elastic;
import dev.tidegate.livequery.AnsweredWrites;
import dev.tidegate.livequery.LiveQueries;
import dev.tidegate.livequery.QueryAllowance;
import dev.tidegate.merchandising.Merchandising;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.FieldSet;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.redis.RedisStore;
import dev.tidegate.search.FreshMatches;
import dev.tidegate.search.SearchService;
import dev.tidegate.searchcache.CachedSearch;
import dev.tidegate.searchcache.IndexBacklog;
import dev.tidegate.searchcache.ResultCache;
import dev.tidegate.text.TextAnalyzer;
import dev.tidegate.write.DocumentStore;
import dev.tidegate.write.ObservedStore;
import dev.tidegate.write.WriteCommand;
import dev.tidegate.write.WriteResult;
import io.vertx.core.Context;

/** The parts of searches and live queries that all event loops share. */
final class SearchParts {
  private final Catalog catalog;
  private final Elastic elastic;
  private final TextAnalyzer analyzer;
  private final ResultCache results;
  private final AnsweredWrites answered;
  private final Merchandising merchandising;

  SearchParts(
      Catalog catalog,
      Elastic elastic,
      TextAnalyzer analyzer,
      ResultCache results,
      AnsweredWrites answered,
      Merchandising merchandising) {
    this.catalog = catalog;
    this.elastic = elastic;
    this.analyzer = analyzer;
    this.results = results;
    this.answered = answered;
    this.merchandising = merchandising;
  }

  /** Creates the searches of one event loop. */
  SearchService searches(Context context, RedisStore store, DocumentReader reader) {
    IndexBacklog backlog = new IndexBacklog(store.inspectedQueues());
    return new SearchService(
        new CachedSearch(results, elastic.search(), backlog, context),
        reader,
        new FreshMatches(results::recentlyWritten, analyzer),
        analyzer,
        merchandising);
  }

  /** Creates the live queries of the gateway. */
  LiveQueries liveQueries(
      Context context, RedisStore store, DocumentReader reader, QueryAllowance allowance) {
    return new LiveQueries(
        context.owner(),
        context,
        catalog,
        new LiveQueries.Sources(reader, elastic.search(), store.inspectedQueues(), merchandising),
        analyzer,
        allowance,
        answered);
  }

  /** Drops what was found with other synonyms. */
  void synonymsChanged() {
    results.textsChanged();
  }

  /** Wraps a store so that searches and live queries include a write before its client learns. */
  DocumentStore observed(DocumentStore store) {
    return new ObservedStore(store, this::observe);
  }

  private void observe(WriteCommand command, WriteResult result) {
    if (!(result instanceof WriteResult.Written written)) {
      return;
    }
    answered.answered(written.key(), written.rev());
    if (!(command instanceof WriteCommand.Delete)) {
      results.written(written.key(), written.rev(), touched(command), written.created());
    }
  }

  private FieldSet touched(WriteCommand command) {
    return switch (command) {
      case WriteCommand.Put put -> catalog.require(put.key().collection()).allFields();
      case WriteCommand.Patch patch -> patch.set().present().union(patch.unset());
      case WriteCommand.Adjust adjust ->
          FieldSet.of(adjust.deltas().stream().map(WriteCommand.Delta::field).toList());
      case WriteCommand.Delete delete -> FieldSet.EMPTY;
    };
  }
}
