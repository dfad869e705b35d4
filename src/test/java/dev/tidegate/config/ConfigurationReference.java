package dev.tidegate.config;

import dev.tidegate.model.FieldType;
import java.util.List;
import java.util.stream.Collectors;

/** Text of {@code src/docs/configuration.md}, generated from the explanations of the keys. */
final class ConfigurationReference {
  /** Collection file in the reference. */
  static final String EXAMPLE =
      """
      # yaml-language-server: $schema=../schema/collection.schema.json
      description: Rooms of a building.
      language: en
      fields:
        name: { type: text, required: true, sortable: true, weight: 4 }
        floor: { type: keyword, facetable: true, searchable: true }
        tags: { type: keyword, many: true, facetable: true, max_bytes: 64 }
        temperature: { type: double, min: -40, max: 90, description: Degrees Celsius. }
        seats: { type: long, min: 0 }
        open: { type: boolean, facetable: true }
        inspected: { type: date }
        plan: { type: object }
      ranking:
        prefer: open = true
        then: -seats,name
      merchandising: room_rules
      """;

  private static final String START =
      """
      <!-- Generated from the classes of dev.tidegate.config. To change this page, change them, then run
           {command} -->

      # Configuration

      The gateway reads `conf/gateway.yaml` and one file for each collection, `conf/collections/NAME.yaml`, when it starts. `--config DIR`
      selects another directory. To check the files without a start, run `scripts/run --check`. It reports all mistakes, each with its
      file or variable, its key, and the remedy.

      Editors with a YAML language server complete and check both kinds of files: the first line of each file names its JSON Schema in
      `conf/schema/`.

      ## Values

      - **Precedence:** A variable overrides `gateway.yaml`, and `gateway.yaml` overrides the default. Without `gateway.yaml`, all keys
        have their defaults.
      - **Variables:** The variable of a key is `TIDEGATE_`, the section, `_`, and the key, in upper case: `http.port` is
        `TIDEGATE_HTTP_PORT`. A blank variable counts as unset. Unknown variables are ignored.
      - **Durations:** An integer of up to 9 digits with a unit: `ms`, `s`, `m` (minutes), or `h`. Examples: `250ms`, `15s`, `24h`.
      - **Sizes:** A number of bytes, without a unit. 1 MiB is `1048576`.
      - **Lists:** A YAML list in the file, or texts separated by commas in the file or in a variable.
      - **Secrets:** The gateway prints neither the credentials in URLs nor user names, passwords, and API keys. Prefer variables
        to the file for secrets.
      - **Mistakes:** Unknown sections and keys, duplicate keys, wrong types, and values out of bounds prevent the start. The exit code
        is then 2.

      ## `gateway.yaml`
      """;

  private static final String COLLECTIONS =
      """

      ## Collection files

      The name of the file is the name of the collection: a letter, then up to 63 characters of `a-z 0-9 _ -`, then `.yaml`. A new file
      adds a collection at the next start.

      ```yaml
      {example}```
      """;

  private ConfigurationReference() {}

  /**
   * Returns the page.
   *
   * @param command generates the page again
   */
  static String markdown(String command) {
    StringBuilder page = new StringBuilder(START.replace("{command}", command));
    GatewayConfig.sections().forEach(section -> append(page, section));
    page.append(COLLECTIONS.replace("{example}", EXAMPLE));
    append(page, "Keys of the file", CollectionKey.Scope.COLLECTION);
    append(page, "Keys of a field", CollectionKey.Scope.FIELD);
    page.append("\nTypes:\n\n| Type | Values |\n|---|---|\n");
    for (FieldType type : FieldType.values()) {
      row(page, List.of("`" + type.label() + "`", CollectionKey.text(type)));
    }
    page.append("\nReserved names, which a field can't have: ")
        .append(
            FieldParser.RESERVED.stream()
                .sorted()
                .map(name -> "`" + name + "`")
                .collect(Collectors.joining(", ")))
        .append(".\n");
    append(page, "Keys of `ranking`", CollectionKey.Scope.RANKING);
    return page.toString();
  }

  private static void append(StringBuilder page, SectionSpec section) {
    page.append("\n### `").append(section.name()).append("`\n\n").append(section.text());
    page.append("\n\n| Key | Variable | Default | Values | Description |\n|---|---|---|---|---|\n");
    for (KeySpec key : section.keys()) {
      row(
          page,
          List.of(
              "`" + key.name() + "`",
              "`" + key.variable() + "`",
              key.isOptional() ? "none" : value(key, key.key().byDefault()),
              values(key),
              key.key().text()));
    }
  }

  private static String values(KeySpec key) {
    return switch (key.type()) {
      case INT, LONG, DURATION ->
          value(key, key.key().min()) + " to " + value(key, key.key().max());
      case BOOLEAN -> "`true` or `false`";
      case TEXT, URL -> key.key().form();
    };
  }

  private static String value(KeySpec key, String value) {
    String code = "`" + value + "`";
    return key.key().bytes() && Long.parseLong(value) > 0
        ? code + " (" + size(Long.parseLong(value)) + ")"
        : code;
  }

  private static String size(long bytes) {
    int power = Math.min(Long.numberOfTrailingZeros(bytes) / 10, 4);
    return (bytes >> (10 * power)) + " " + List.of("B", "KiB", "MiB", "GiB", "TiB").get(power);
  }

  private static void append(StringBuilder page, String title, CollectionKey.Scope scope) {
    page.append("\n### ").append(title);
    page.append("\n\n| Key | Default | Values | Description |\n|---|---|---|---|\n");
    for (CollectionKey key : CollectionKey.in(scope)) {
      row(page, List.of("`" + key.key() + "`", key.byDefault(), key.form().words(), key.text()));
    }
  }

  private static void row(StringBuilder page, List<String> cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
