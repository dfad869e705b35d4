package dev.tidegate.exchange;

import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.Loopback;
import dev.tidegate.wire.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Host names that the gateway serves. In DNS rebinding, the DNS record of a foreign page points to
 * the gateway. Origin and {@code Host} header then agree, so that the page would count as one of
 * the gateway. Confined to one event loop.
 */
public final class HostPolicy {
  private final Set<String> allowed = new HashSet<>();

  /** Last {@code Host} header that was allowed. Nearly all requests have the same. */
  private @Nullable String lastAllowed;

  /**
   * Creates a policy. Loopback names are always allowed.
   *
   * @param own the host that the gateway listens on
   * @param configured further hosts, without a port
   */
  public HostPolicy(String own, Iterable<String> configured) {
    allowed.add(own.toLowerCase(Locale.ROOT));
    configured.forEach(host -> allowed.add(host.toLowerCase(Locale.ROOT)));
  }

  /** Returns the problem of a request for another host. Health checks may use any name. */
  @Nullable Problem problem(HttpServerRequest request) {
    String header = request.getHeader(HttpHeaders.HOST);
    if (header != null && header.equals(lastAllowed)) {
      return null;
    }
    HostAndPort authority = request.authority();
    if (authority == null) {
      return null;
    }
    if (allows(authority.host())) {
      lastAllowed = header;
      return null;
    }
    if (isHealth(request.path())) {
      return null;
    }
    return Problem.of(
        ErrorCode.HOST_NOT_ALLOWED,
        "Host "
            + authority.host()
            + " is not served. Add it to http.allowed_hosts if it is a name of the gateway.");
  }

  boolean allows(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    String withoutDot = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return allowed.contains(withoutDot) || Loopback.isHost(withoutDot);
  }

  private static boolean isHealth(@Nullable String path) {
    return path != null && path.startsWith("/health/");
  }
}
