package dev.tidegate.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.regex.Pattern;

/** What a client is told of a body that is not JSON: what is wrong and where, in its terms. */
final class JsonFaults {
  /** The parser's own words for where it reads from, and for its settings. */
  private static final Pattern INTERNALS =
      Pattern.compile("Source: [^;\\]]*; |, from `[^`]*`|:? ?enable `[^`]*` to allow");

  private JsonFaults() {}

  static String detail(IOException fault) {
    String message =
        fault instanceof JsonProcessingException json
            ? json.getOriginalMessage()
            : fault.getMessage();
    return "is not JSON: " + INTERNALS.matcher(String.valueOf(message)).replaceAll("");
  }
}
