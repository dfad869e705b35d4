package dev.tidegate.exchange;

import dev.tidegate.model.ErrorCode;
import dev.tidegate.wire.Problem;
import dev.tidegate.wire.ProblemException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.util.Set;

/**
 * Origins whose pages may write, open sockets, and read responses: that of the gateway and the
 * configured ones. Clients other than browsers send no {@code Origin}.
 */
public final class OriginPolicy {
  private final Set<String> allowed;

  public OriginPolicy(Set<String> allowed) {
    this.allowed = allowed;
  }

  /** Returns whether a request has no origin or an allowed one. */
  public boolean allows(HttpServerRequest request) {
    String origin = request.getHeader("origin");
    return origin == null || lists(origin) || isOwn(origin, request.authority());
  }

  /** Returns whether any origin is configured. */
  boolean allowsForeign() {
    return !allowed.isEmpty();
  }

  /** Returns whether an origin is a configured one. */
  boolean lists(String origin) {
    return allowed.contains("*") || allowed.contains(origin);
  }

  /** Returns the problem of a request from another origin. */
  public ProblemException refusal(HttpServerRequest request) {
    return new ProblemException(
        Problem.of(
            ErrorCode.ORIGIN_REFUSED,
            "Origin " + request.getHeader("origin") + " is not in http.allowed_origins."));
  }

  private static boolean isOwn(String origin, HostAndPort own) {
    if (own == null) {
      return false;
    }
    try {
      URI uri = URI.create(origin);
      int standard = "https".equals(uri.getScheme()) ? 443 : 80;
      int port = uri.getPort() < 0 ? standard : uri.getPort();
      int ownPort = own.port() < 0 ? standard : own.port();
      return own.host().equalsIgnoreCase(uri.getHost()) && port == ownPort;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
