package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.transport.TransportException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Kinds of failures of a bulk request, by what a repetition can change. */
enum BulkFailure {
  /** A document, or the request, is larger than Elasticsearch takes, however idle it is. */
  TOO_LARGE,
  /** Elasticsearch has too much to do now. */
  BUSY,
  /** Any other failure: Elasticsearch may be unavailable, or unable to process this request. */
  UNCLEAR;

  /** Sizes in the reasons of rejections: that of an operation, then the limit. */
  private static final Pattern SIZES =
      Pattern.compile(
          "_operation_bytes=(\\d+), max_\\w*bytes=(\\d+)"
              + "|operation of size \\[(\\d+)] bytes, which exceeds .*\\[(\\d+)] bytes");

  static BulkFailure of(Throwable failure) {
    return switch (failure) {
      case ElasticsearchException refusal when refusal.status() == 413 -> TOO_LARGE;
      case ElasticsearchException refusal when refusal.status() == 429 -> of(refusal.error());
      case TransportException odd when odd.statusCode() == 413 -> TOO_LARGE;
      case TransportException odd when odd.statusCode() == 429 -> BUSY;
      default -> {
        Throwable cause = failure.getCause();
        yield cause == null ? UNCLEAR : of(cause);
      }
    };
  }

  /** Kind of a rejection with status 429. */
  static BulkFailure of(ErrorCause error) {
    return isTooLarge(error.reason()) ? TOO_LARGE : BUSY;
  }

  /** Returns whether the reason of a rejection holds even while nothing else is under way. */
  static boolean isTooLarge(@Nullable String reason) {
    Matcher sizes = SIZES.matcher(reason == null ? "" : reason);
    if (!sizes.find()) {
      return false;
    }
    int first = sizes.group(1) == null ? 3 : 1;
    return Double.parseDouble(sizes.group(first)) > Double.parseDouble(sizes.group(first + 1));
  }
}
