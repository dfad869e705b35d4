package dev.tidegate;

import dev.tidegate.livequery.AnsweredWrites;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.FieldSet;
import dev.tidegate.searchcache.ResultCache;
import dev.tidegate.write.DocumentStore;
import dev.tidegate.write.ObservedStore;
import dev.tidegate.write.WriteCommand;
import dev.tidegate.write.WriteResult;


/** Has searches and live queries hear of a write before its writer does. */
record FreshWriting(ResultCache results, AnsweredWrites answered, Catalog catalog) {

  DocumentStore store(DocumentStore store) {
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
