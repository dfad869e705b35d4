package dev.tidegate.http;

import dev.tidegate.exchange.PathParams;
import dev.tidegate.exchange.ReadParameters;
import dev.tidegate.index.IndexAdministration;
import dev.tidegate.model.Collection;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.InvalidInputException;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/** {@code POST /admin/collections/{collection}/verify}. */
final class VerifyHandler {
  private final PathParams targets;
  private final IndexAdministration administration;

  VerifyHandler(PathParams targets, IndexAdministration administration) {
    this.targets = targets;
    this.administration = administration;
  }

  void handle(RoutingContext request) {
    Collection collection = targets.collection(request);
    new ReadParameters(collection, request.queryParams(), Set.of("repair"));
    boolean repair = repair(request.queryParams().get("repair"));
    new VerifyExchange(request).start(administration.verification(collection, repair));
  }

  private static boolean repair(String text) {
    if (text == null || text.equals("false")) {
      return false;
    }
    if (!text.equals("true")) {
      throw new InvalidInputException(
          ErrorCode.INVALID_PARAMETER, "repair", "must be true or false");
    }
    return true;
  }
}
