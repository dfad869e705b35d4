package dev.tidegate.http;

import dev.tidegate.exchange.ETags;
import dev.tidegate.exchange.Responses;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Storefront, JavaScript client, contracts, and the page of error codes, from the jar. */
public final class Pages {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "yaml", "application/yaml; charset=utf-8",
          "json", "application/json",
          "webmanifest", "application/manifest+json");

  /** Paths without an extension, and their files. */
  private static final Map<String, String> ALIASES =
      Map.of("/", "/index.html", "/errors", "/errors.html");

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

  /** Files that were read, shared by all event loops. They are few and never change. */
  private static final Map<String, Page> CACHE = new ConcurrentHashMap<>();

  private record Page(Buffer content, String type, String etag) {}

  /** Rejects methods other than GET and HEAD. */
  void refuseOtherMethods(RoutingContext request) {
    if (page(request) == null) {
      request.next();
    } else {
      Responses.methodNotAllowed(request, "GET, HEAD");
    }
  }

  void handle(RoutingContext request) {
    Page page = page(request);
    if (page == null) {
      request.next();
      return;
    }
    var response = request.response();
    response
        .putHeader("content-type", page.type())
        .putHeader("etag", page.etag())
        .putHeader("cache-control", "no-cache")
        .putHeader("content-security-policy", POLICY);
    String known = ETags.header(request.request(), "if-none-match");
    if (known != null && ETags.listed(known, page.etag())) {
      response.setStatusCode(304).end();
    } else {
      Responses.end(request.request(), page.content());
    }
  }

  private static @Nullable Page page(RoutingContext request) {
    String path = request.normalizedPath();
    return page(ALIASES.getOrDefault(path, path));
  }

  private static @Nullable Page page(String path) {
    String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    if (type == null || path.contains("..")) {
      return null;
    }
    Page cached = CACHE.get(path);
    if (cached == null) {
      cached = load(path, type);
      if (cached != null) {
        CACHE.put(path, cached);
      }
    }
    return cached;
  }

  private static @Nullable Page load(String path, String type) {
    try (InputStream in = Pages.class.getResourceAsStream("/webroot" + path)) {
      if (in == null) {
        return null;
      }
      byte[] content = in.readAllBytes();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      String etag = '"' + HexFormat.of().formatHex(digest, 0, 8) + '"';
      return new Page(Buffer.buffer(content), type, etag);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
