package dev.tidegate.exchange;

import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.wire.Problem;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Check for requests that the router would misread. */
final class Malformed {
  /** Ids that the router would resolve as steps within the path. */
  private static final Pattern DOTS_FOR_ID =
      Pattern.compile("/v1/[^/]++/(?:\\.|%2e){1,2}(?:/.*)?", Pattern.CASE_INSENSITIVE);

  private Malformed() {}

  /** Returns the problem of a request, or {@code null} if it is well-formed. */
  static @Nullable Problem problem(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_1_1 && !hasHost(request)) {
      return badRequest(
          "Send exactly one Host header with a name or an address, and optionally a port.");
    }
    String uri = request.uri();
    String path = request.path();
    if (path == null || !path.startsWith("/")) {
      return badRequest("The path must start with /.");
    }
    int broken = brokenEscape(uri);
    if (broken >= 0) {
      String escape = uri.substring(broken, Math.min(uri.length(), broken + 3));
      return badRequest("'" + escape + "' in the URL is not a percent-encoded byte.");
    }
    if ((path.contains("/.") || path.contains("/%")) && DOTS_FOR_ID.matcher(path).matches()) {
      return Problem.of(new InvalidInputException(ErrorCode.INVALID_ID, "id", DocumentKey.ID_RULE));
    }
    return null;
  }

  private static boolean hasHost(HttpServerRequest request) {
    return ((HttpServerRequestInternal) request).isValidAuthority()
        && request.headers().getAll("host").size() == 1;
  }

  /** Returns the index of a % without two hexadecimal digits; -1 if there is none. */
  private static int brokenEscape(String uri) {
    for (int at = uri.indexOf('%'); at >= 0; at = uri.indexOf('%', at + 1)) {
      if (at + 2 >= uri.length() || !isHex(uri.charAt(at + 1)) || !isHex(uri.charAt(at + 2))) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isHex(char c) {
    return Character.digit(c, 16) >= 0 && c < 128;
  }

  private static Problem badRequest(String detail) {
    return Problem.of(ErrorCode.BAD_REQUEST, detail);
  }
}
