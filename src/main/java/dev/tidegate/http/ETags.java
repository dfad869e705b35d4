package dev.tidegate.http;

import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.Revisions;
import dev.tidegate.write.Precondition;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Entity tags: a document's is its revision, in quotes. */
final class ETags {
  private static final Pattern REVISION = Pattern.compile("\"([1-9]\\d{0,15})\"");

  private ETags() {}

  static String of(long rev) {
    return "\"" + rev + "\"";
  }

  /** Whether an {@code If-None-Match} names the tag, which compares weakly. */
  static boolean listed(String header, String etag) {
    if (header.equals("*")) {
      return true;
    }
    for (String one : header.split(",", -1)) {
      String tag = one.strip();
      if (tag.equals(etag) || (tag.startsWith("W/") && tag.substring(2).equals(etag))) {
        return true;
      }
    }
    return false;
  }

  /** The precondition of a write's headers. */
  static Precondition precondition(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
    if (ifMatch != null && ifNoneMatch != null) {
      throw new InvalidInputException(
          "invalid_header", "If-None-Match", "can't be given together with If-Match");
    }
    if (ifNoneMatch != null) {
      if (!ifNoneMatch.strip().equals("*")) {
        throw new InvalidInputException(
            "invalid_header", "If-None-Match", "a write takes only * here");
      }
      return Precondition.ABSENT;
    }
    return ifMatch == null ? Precondition.NONE : matching(ifMatch.strip());
  }

  private static Precondition matching(String ifMatch) {
    if (ifMatch.equals("*")) {
      return Precondition.EXISTS;
    }
    Matcher tag = REVISION.matcher(ifMatch);
    if (!tag.matches() || !Revisions.isValid(Long.parseLong(tag.group(1)))) {
      throw new InvalidInputException(
          "invalid_header", "If-Match", "must be one revision in quotes, as \"1764000000000000\"");
    }
    return new Precondition.AtRevision(Long.parseLong(tag.group(1)));
  }
}
