package dev.tidegate.exchange;

import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.Revisions;
import dev.tidegate.write.Conditions.Precondition;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Entity tags. The tag of a document is its revision, in quotes. Proxies that compress responses
 * weaken tags ({@code W/"rev"}) or extend them ({@code "rev-gzip"}); both count as the tag itself.
 */
public final class ETags {
  private static final Pattern REVISION = Pattern.compile("[1-9]\\d{0,15}");

  /** A tag in a list. Group 1: the prefix of a weak tag; group 2: the opaque part. */
  private static final Pattern TAG =
      Pattern.compile("[ \\t,]*(W/)?\"([^\"]*)\"[ \\t]*(?:,[ \\t,]*|$)");

  /** The suffix that a proxy appends to the tag of a response that it compresses. */
  private static final Pattern CODING = Pattern.compile("-(?:gzip|br|zstd|deflate)$");

  private ETags() {}

  /** Returns the tag of a revision. */
  public static String of(long rev) {
    return "\"" + rev + "\"";
  }

  /** Returns all headers of a name, joined to one list; {@code null} if there are none. */
  public static @Nullable String header(HttpServerRequest request, String name) {
    List<String> all = request.headers().getAll(name);
    return all.isEmpty() ? null : String.join(", ", all);
  }

  /** Returns whether an {@code If-None-Match} lists the tag, by weak comparison. */
  public static boolean listed(String header, String etag) {
    for (String one : header.split(",", -1)) {
      String tag = one.strip();
      if (tag.equals("*") || original(tag).equals(etag)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the tag before a proxy changed it. */
  private static String original(String tag) {
    String strong = tag.startsWith("W/") ? tag.substring(2) : tag;
    if (strong.length() < 2 || !strong.endsWith("\"")) {
      return strong;
    }
    return withoutCoding(strong.substring(0, strong.length() - 1)) + '"';
  }

  private static String withoutCoding(String opaque) {
    return opaque.indexOf('-') < 0 ? opaque : CODING.matcher(opaque).replaceFirst("");
  }

  /** Returns the precondition of a write. */
  public static Precondition precondition(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
    if (ifMatch != null && ifNoneMatch != null) {
      throw new InvalidInputException(
          ErrorCode.INVALID_HEADER, "If-None-Match", "can't be given together with If-Match");
    }
    if (ifNoneMatch != null) {
      if (!ifNoneMatch.strip().equals("*")) {
        throw new InvalidInputException(
            ErrorCode.INVALID_HEADER, "If-None-Match", "a write takes only * here");
      }
      return Precondition.ABSENT;
    }
    return ifMatch == null ? Precondition.NONE : matching(ifMatch.strip());
  }

  private static Precondition matching(String ifMatch) {
    if (ifMatch.equals("*")) {
      return Precondition.EXISTS;
    }
    Set<Long> revs = revisions(ifMatch);
    return revs.size() == 1
        ? new Precondition.AtRevision(revs.iterator().next())
        : new Precondition.AtOneOf(revs);
  }

  /** Returns the revisions among the tags. Other tags never match a document. */
  private static Set<Long> revisions(String ifMatch) {
    Set<Long> revs = new LinkedHashSet<>();
    Matcher tag = TAG.matcher(ifMatch);
    int from = 0;
    do {
      if (!tag.region(from, ifMatch.length()).lookingAt()) {
        throw new InvalidInputException(
            ErrorCode.INVALID_HEADER,
            "If-Match",
            "must be revisions in quotes, as \"1764000000000000\"");
      }
      String opaque = withoutCoding(tag.group(2));
      if (REVISION.matcher(opaque).matches() && Revisions.isValid(Long.parseLong(opaque))) {
        revs.add(Long.valueOf(opaque));
      }
      from = tag.end();
    } while (from < ifMatch.length());
    return revs;
  }
}
