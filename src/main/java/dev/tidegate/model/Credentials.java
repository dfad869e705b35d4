package dev.tidegate.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Credentials in URLs, and how to keep them out of messages. */
public final class Credentials {
  /** Up to the last {@code @}, since a password may contain one. */
  private static final Pattern USER_INFO = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*://)[^\\s]*@");

  private static final String HIDDEN = "***";

  private Credentials() {}

  /** Returns a text for a log: the credentials of each URL in it are replaced by {@code ***}. */
  public static String masked(String text) {
    return USER_INFO.matcher(text).replaceAll("$1" + HIDDEN + "@");
  }

  /** Returns the message of a failure for a log, with its causes, without credentials. */
  public static String reason(Throwable failure) {
    StringBuilder text = new StringBuilder(text(failure));
    Throwable cause = failure.getCause();
    for (int depth = 0; cause != null && depth < 5; depth++, cause = cause.getCause()) {
      String reason = text(cause);
      if (text.indexOf(reason) < 0) {
        text.append(": ").append(reason);
      }
    }
    return masked(text.toString());
  }

  private static String text(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  /** Returns the URL without user and password. */
  public static URI removed(URI url) {
    if (url.getRawUserInfo() == null) {
      return url;
    }
    String text = url.toString();
    int start = text.indexOf("//") + 2;
    try {
      return new URI(text.substring(0, start) + text.substring(text.indexOf('@', start) + 1));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("Invalid URL " + masked(text), e);
    }
  }
}
