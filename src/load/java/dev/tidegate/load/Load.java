package dev.tidegate.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Main: arguments in, exit codes out. 0 all arrived, 1 something did not, 2 could not run. */
public final class Load {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Load() {}

  public static void main(String[] args) throws IOException {
    Path scenarios = Path.of(System.getProperty("load.scenarios", "scripts/load.d"));
    System.exit(execute(scenarios, System.err, args));
  }

  /**
   * Runs the program.
   *
   * @return the exit code
   */
  static int execute(Path scenarios, PrintStream errors, String... args) throws IOException {
    try {
      return run(scenarios, args);
    } catch (UsageException e) {
      errors.println("load: " + e.getMessage());
      return 2;
    }
  }

  private static int run(Path scenarios, String[] args) throws IOException {
    if (args.length == 0 || args[0].equals("--help") || args[0].equals("-h")) {
      help(scenarios);
      return args.length == 0 ? 2 : 0;
    }
    if (args[0].equals("compare")) {
      if (args.length != 3) {
        throw new UsageException("compare takes two result files: compare A.json B.json");
      }
      System.out.print(Compare.of(Path.of(args[1]), Path.of(args[2])));
      return 0;
    }
    if (args[0].equals("medians")) {
      if (args.length != 3) {
        throw new UsageException("medians takes two directories of results: medians A B");
      }
      System.out.print(Medians.of(Path.of(args[1]), Path.of(args[2])));
      return 0;
    }
    if (args[0].equals("peers")) {
      if (args.length != 2) {
        throw new UsageException("peers takes a directory of results: peers DIR");
      }
      System.out.print(PeersTable.of(Path.of(args[1])));
      return 0;
    }
    Path file = scenarios.resolve(args[0] + ".yaml");
    if (!Files.isRegularFile(file)) {
      file = Path.of(args[0]);
    }
    if (!Files.isRegularFile(file)) {
      throw new UsageException("no scenario " + args[0] + "; there are " + names(scenarios));
    }
    Map<String, String> overrides = options(args);
    if (overrides.containsKey("help")) {
      System.out.print(Files.readString(file));
      return 0;
    }
    String out = overrides.remove("out");
    Path directory = Path.of(out == null ? "target/load" : out);
    return run(file, Knobs.read(file, overrides), directory);
  }

  private static int run(Path file, Knobs knobs, Path directory) throws IOException {
    String name = file.getFileName().toString().replace(".yaml", "");
    Scenario scenario = scenario(knobs);
    Target target = Target.of(knobs.text("target"), knobs.text("collection"));
    List<Loop> loops = new ArrayList<>();
    for (int i = 0; i < Math.max(1, knobs.count("threads")); i++) {
      loops.add(new Loop("load-" + i));
    }
    Instant started = Instant.now();
    ObjectNode result;
    try {
      Run run = new Run(knobs, target, loops);
      scenario.run(run);
      result = Result.of(name, run, started);
    } finally {
      loops.forEach(Loop::close);
    }
    Files.createDirectories(directory);
    String stem = name + "-" + started.toString().substring(0, 19).replace(":", "");
    Path json = directory.resolve(stem + ".json");
    Files.write(json, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(result));
    Path html = directory.resolve(stem + ".html");
    Files.writeString(html, HtmlReport.of(result));
    System.out.print(Table.of(result));
    System.out.println(json);
    System.out.println(html);
    return result.path("passed").asBoolean() ? 0 : 1;
  }

  private static Scenario scenario(Knobs knobs) {
    return switch (knobs.text("kind")) {
      case "fanout" -> new FanoutScenario();
      case "mix" -> new MixScenario();
      case "idle" -> new IdleScenario();
      case "connect" -> new ConnectScenario();
      case "storefront" -> new StorefrontScenario();
      case "listing" -> new ListingScenario();
      case "peer" -> new PeerScenario();
      case "peer-idle" -> new PeerIdleScenario();
      case "peer-read" -> new PeerReadScenario();
      default -> throw new UsageException("unknown kind of scenario: " + knobs.text("kind"));
    };
  }

  /**
   * {@code --name value} and {@code --name=value}; a dash in a name is as good as an underscore.
   */
  private static Map<String, String> options(String[] args) {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 1; i < args.length; i++) {
      if (!args[i].startsWith("--")) {
        throw new UsageException("not understood: " + args[i]);
      }
      String name = args[i].substring(2);
      int equals = name.indexOf('=');
      if (equals >= 0) {
        options.put(name.substring(0, equals).replace('-', '_'), name.substring(equals + 1));
      } else if (name.equals("help")) {
        options.put(name, "");
      } else if (i + 1 < args.length) {
        options.put(name.replace('-', '_'), args[++i]);
      } else {
        throw new UsageException("--" + name + " needs a value");
      }
    }
    return options;
  }

  private static List<String> names(Path scenarios) throws IOException {
    try (Stream<Path> files = Files.list(scenarios)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".yaml") && !file.startsWith("artillery"))
          .map(file -> file.replace(".yaml", ""))
          .sorted()
          .toList();
    }
  }

  private static void help(Path scenarios) throws IOException {
    System.out.printf(
        """
        scripts/load SCENARIO [--KNOB VALUE]... [--out DIR]   runs it; exit code 1 if something got lost
        scripts/load SCENARIO --help                          its file: every knob and what it means
        scripts/load compare A.json B.json                    two results side by side
        scripts/load medians A B                              two directories of repeated runs
        scripts/load bare [PORT]                              a broadcast server of bare Vert.x, to compare with

        Scenarios: %s, or a file.
        Every one has --target http://HOST:PORT. Results go to target/load (--out).
        """,
        String.join(", ", names(scenarios)));
  }
}
