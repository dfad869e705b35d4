package dev.tidegate.model;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Texts of the table of error codes, generated from {@link ErrorCode}. */
final class ErrorReference {
  private static final String NOTE =
      """
      <!-- Generated from dev.tidegate.model.ErrorCode. To change this page, change it, then run
           {command} -->
      """;

  private static final String MARKDOWN =
      NOTE
          + """

          # Error codes

          An error is an [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457) problem: an HTTP response with the type
          `application/problem+json`, the `problem` of a WebSocket `error` message, or the `error` of a bulk result. Programs use `code`,
          which is stable. `detail` describes the problem in this case, and `errors` lists all violations. The `type` is a link to the
          section of the code on the page `/errors` of the gateway.

          | Code | Status | Title | Cause | Remedy |
          |---|---|---|---|---|
          """;

  private static final String HTML =
      "<!doctype html>\n"
          + NOTE
          + """
          <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>Tidegate error codes</title>
              <meta name="color-scheme" content="light dark">
              <link rel="icon" href="/img/mark.svg" type="image/svg+xml">
              <link rel="stylesheet" href="/shop/base.css">
              <link rel="stylesheet" href="/errors.css">
            </head>
            <body>
              <main>
                <h1>Error codes</h1>
                <p>The <code>code</code> of a problem is stable. Its <code>detail</code> describes the problem in this case.</p>
          """;

  private static final String SECTION =
      """
            <section id="{code}">
              <h2><a href="#{code}">{title}</a></h2>
              <dl>
                <dt>Code</dt>
                <dd><code>{code}</code></dd>
                <dt>Status</dt>
                <dd>{statuses}</dd>
                <dt>Cause</dt>
                <dd>{cause}</dd>
                <dt>Remedy</dt>
                <dd>{remedy}</dd>
              </dl>
            </section>
      """;

  private static final String END =
      """
          </main>
        </body>
      </html>
      """;

  private ErrorReference() {}

  static String markdown(String command) {
    return MARKDOWN.replace("{command}", command)
        + codes()
            .map(
                code ->
                    "| `%s` | %s | %s | %s | %s |\n"
                        .formatted(code, statuses(code), code.title(), code.cause(), code.remedy()))
            .collect(Collectors.joining());
  }

  static String html(String command) {
    return HTML.replace("{command}", command)
        + codes().map(ErrorReference::section).collect(Collectors.joining())
        + END;
  }

  private static String section(ErrorCode code) {
    return SECTION
        .replace("{code}", code.code())
        .replace("{title}", code.title())
        .replace("{statuses}", statuses(code))
        .replace("{cause}", inHtml(code.cause()))
        .replace("{remedy}", inHtml(code.remedy()));
  }

  private static Stream<ErrorCode> codes() {
    return Stream.of(ErrorCode.values());
  }

  private static String statuses(ErrorCode code) {
    return code.statuses().stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String inHtml(String markdown) {
    return markdown
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("`([^`]+)`", "<code>$1</code>");
  }
}
