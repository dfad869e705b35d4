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
import dev.tidegate.write.Conditions.Idempotency;
import dev.tidegate.write.Conditions.Precondition;
import dev.tidegate.write.WriteCommand;
import dev.tidegate.write.WriteService;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code PUT}, {@code PATCH} and {@code DELETE} of a document, and {@code POST …/adjust}. */
final class WriteHandler {
  private final PathParams path;
  private final WriteService service;
  private final BodyReader bodies;
  private final Map<String, CommandParser> parsers;

  WriteHandler(Catalog catalog, PathParams path, WriteService service, BodyReader bodies) {
    this.path = path;
    this.service = service;
    this.bodies = bodies;
    this.parsers = CommandParser.all(catalog);
  }

  @FunctionalInterface
  private interface Operation {
    WriteCommand command(CommandParser parser, String id, Conditions conditions, byte[] body);
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

  private void write(RoutingContext request, Operation operation) {
    Collection collection = path.collection(request);
    String id = path.id(request);
    ReadParameters.rejectAny(request);
    CommandParser parser = Objects.requireNonNull(parsers.get(collection.name()));
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
                    service.write(
                        operation.command(parser, id, conditions(precondition, key, body), body)))
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
