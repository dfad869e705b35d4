package dev.tidegate;

import dev.tidegate.elastic.Elastic;
import dev.tidegate.livequery.AnsweredWrites;
import dev.tidegate.livequery.LiveQueries;
import dev.tidegate.livequery.QueryAllowance;
import dev.tidegate.merchandising.Merchandising;
import dev.tidegate.model.Catalog;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.redis.RedisStore;
import dev.tidegate.search.FreshMatches;
import dev.tidegate.search.RecentWrites;
import dev.tidegate.search.SearchService;
import dev.tidegate.searchcache.CachedSearch;
import dev.tidegate.searchcache.IndexBacklog;
import dev.tidegate.searchcache.ResultCache;
import dev.tidegate.text.TextAnalyzer;
import dev.tidegate.write.WriteListener;
import io.vertx.core.Context;
import java.util.List;

/** The parts of searches and live queries that all event loops share. */
final class SearchParts {
  private final Catalog catalog;
  private final Elastic elastic;
  private final TextAnalyzer analyzer;
  private final ResultCache results;
  private final RecentWrites recentWrites;
  private final AnsweredWrites answered;
  private final Merchandising merchandising;

  SearchParts(
      Catalog catalog,
      Elastic elastic,
      TextAnalyzer analyzer,
      ResultCache results,
      RecentWrites recentWrites,
      AnsweredWrites answered,
      Merchandising merchandising) {
    this.catalog = catalog;
    this.elastic = elastic;
    this.analyzer = analyzer;
    this.results = results;
    this.recentWrites = recentWrites;
    this.answered = answered;
    this.merchandising = merchandising;
  }

  /** Creates the searches of one event loop. */
  SearchService searches(Context context, RedisStore store, DocumentReader reader) {
    IndexBacklog backlog = new IndexBacklog(store.inspectedQueues());
    return new SearchService(
        new CachedSearch(results, elastic.search(), backlog, context),
        reader,
        new FreshMatches(recentWrites, analyzer),
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

  /** Returns the listeners through which searches and live queries include a confirmed write. */
  List<WriteListener> listeners() {
    return List.of(recentWrites, answered);
  }
}
