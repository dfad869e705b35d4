package dev.tidegate.exchange;

import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.wire.Problem;
import dev.tidegate.wire.ProblemException;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Parameters in the path of a request: the collection and the document id. */
public final class PathParams {
  private final Catalog catalog;

  public PathParams(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Returns all collections. */
  public List<Collection> collections() {
    return catalog.collections();
  }

  /**
   * Returns the collection of a request.
   *
   * @throws ProblemException 404 {@code unknown_collection}
   */
  public Collection collection(RoutingContext request) {
    String name = request.pathParam("collection");
    Collection collection = catalog.get(name);
    if (collection == null) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.UNKNOWN_COLLECTION,
              "Unknown collection. The collections are " + catalog.collections() + "."));
    }
    return collection;
  }

  /**
   * Returns the document id of a request.
   *
   * @throws InvalidInputException {@code invalid_id}
   */
  public String id(RoutingContext request) {
    String id = request.pathParam("id");
    if (!DocumentKey.isValidId(id)) {
      throw new InvalidInputException(ErrorCode.INVALID_ID, "id", DocumentKey.ID_RULE);
    }
    return id;
  }

  /** Returns the problem of a document that does not exist. */
  public static ProblemException notFound(DocumentKey key) {
    return new ProblemException(Problem.of(ErrorCode.NOT_FOUND, "No document " + key + "."));
  }
}
