package dev.tidegate.exchange;

import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.wire.Problem;
import dev.tidegate.wire.ProblemException;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** What a request's path names. */
public final class PathParams {
  private final Catalog catalog;

  public PathParams(Catalog catalog) {
    this.catalog = catalog;
  }

  public List<Collection> collections() {
    return catalog.collections();
  }

  public Collection collection(RoutingContext request) {
    String name = request.pathParam("collection");
    Collection collection = catalog.get(name);
    if (collection == null) {
      throw new ProblemException(
          Problem.of(
              404,
              "unknown_collection",
              "There is no such collection",
              "known are " + catalog.collections()));
    }
    return collection;
  }

  public String id(RoutingContext request) {
    String id = request.pathParam("id");
    if (!DocumentKey.isValidId(id)) {
      throw new InvalidInputException("invalid_id", "id", DocumentKey.ID_RULE);
    }
    return id;
  }

  public static ProblemException notFound(DocumentKey key) {
    return new ProblemException(
        Problem.of(404, "not_found", "There is no such document", key.toString()));
  }
}
