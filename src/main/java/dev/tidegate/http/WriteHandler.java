package dev.tidegate.http;

import dev.tidegate.exchange.BodyReader;
import dev.tidegate.exchange.ETags;
import dev.tidegate.exchange.PathParams;
import dev.tidegate.exchange.ReadParameters;
import dev.tidegate.exchange.Responses;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.write.CommandParser;
import dev.tidegate.write.Conditions;
import dev.tidegate.write.DocumentStore;
import dev.tidegate.write.Idempotency;
import dev.tidegate.write.Precondition;
import dev.tidegate.write.WriteCommand;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code PUT}, {@code PATCH} and {@code DELETE} of a document, and {@code POST …/adjust}. */
final class WriteHandler {
  private final PathParams targets;
  private final DocumentStore store;
  private final BodyReader bodies;
  private final Map<String, CommandParser> commands = new HashMap<>();

  WriteHandler(Catalog catalog, PathParams targets, DocumentStore store, BodyReader bodies) {
    this.targets = targets;
    this.store = store;
    this.bodies = bodies;
    catalog
        .collections()
        .forEach(c -> commands.put(c.name(), new CommandParser(c, catalog.isRules(c))));
  }

  @FunctionalInterface
  private interface Parser {
    WriteCommand parse(CommandParser commands, String id, Conditions conditions, byte[] body);
  }

  void put(RoutingContext request) {
    write(request, CommandParser::put);
  }

  void patch(RoutingContext request) {
    write(request, CommandParser::patch);
  }

  void adjust(RoutingContext request) {
    write(request, CommandParser::adjust);
  }

  void delete(RoutingContext request) {
    write(request, (parser, id, conditions, body) -> parser.delete(id, conditions));
  }

  private void write(RoutingContext request, Parser parser) {
    Collection collection = targets.collection(request);
    String id = targets.id(request);
    new ReadParameters(collection, request.queryParams(), Set.of());
    CommandParser of = Objects.requireNonNull(commands.get(collection.name()));
    Precondition precondition =
        ETags.precondition(
            ETags.header(request.request(), "if-match"),
            ETags.header(request.request(), "if-none-match"));
    String key = key(request.request());
    Responses.answer(
        request,
        bodies
            .read(
                request.request(),
                body ->
                    store.write(parser.parse(of, id, conditions(precondition, key, body), body)))
            .map(WriteResponses::accepted),
        written -> {
          request.response().putHeader("etag", ETags.of(written.rev()));
          Responses.json(request, written.created() ? 201 : 200, WriteResponses.body(written));
        });
  }

  private static @Nullable String key(HttpServerRequest request) {
    List<String> keys = request.headers().getAll("idempotency-key");
    if (keys.isEmpty()) {
      return null;
    }
    if (keys.size() > 1 || !Idempotency.isValidKey(keys.getFirst())) {
      throw new InvalidInputException(
          ErrorCode.INVALID_HEADER, "Idempotency-Key", Idempotency.RULE);
    }
    return keys.getFirst();
  }

  private static Conditions conditions(
      Precondition precondition, @Nullable String key, byte[] body) {
    return new Conditions(precondition, key == null ? null : Idempotency.of(key, body));
  }
}
