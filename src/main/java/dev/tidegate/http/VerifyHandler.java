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
  private final PathParams path;
  private final IndexAdministration administration;

  VerifyHandler(PathParams path, IndexAdministration administration) {
    this.path = path;
    this.administration = administration;
  }

  void handle(RoutingContext request) {
    Collection collection = path.collection(request);
    ReadParameters.check(request.queryParams(), Set.of("repair"));
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
