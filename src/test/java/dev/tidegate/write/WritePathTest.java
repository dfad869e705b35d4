package dev.tidegate.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The path of a write, as the page of the package describes it, compared with the calls. */
class WritePathTest {
  /** Files that a reader opens to follow a PUT from its body to the script. */
  private static final List<String> FILES =
      List.of(
          "http.WriteHandler",
          "write.Conditions",
          "exchange.PathParams",
          "exchange.ETags",
          "exchange.BodyReader",
          "write.CommandParser",
          "write.WriteCommand",
          "write.DocumentParser",
          "model.ClientJson",
          "write.ValueReader",
          "write.WriteService",
          "redis.RedisDocumentStore",
          "write.DocumentStore",
          "redis.WriteArguments",
          "redis.Keys",
          "redis.RedisLink");

  private record HandOff(String from, String to) {}

  private static final List<HandOff> HAND_OFFS =
      List.of(
          new HandOff("http.WriteHandler", "exchange.BodyReader"),
          new HandOff("http.WriteHandler", "write.CommandParser"),
          new HandOff("write.CommandParser", "write.DocumentParser"),
          new HandOff("write.DocumentParser", "write.ValueReader"),
          new HandOff("http.WriteHandler", "write.WriteService"),
          new HandOff("write.WriteService", "redis.RedisDocumentStore"),
          new HandOff("redis.RedisDocumentStore", "redis.WriteArguments"),
          new HandOff("redis.RedisDocumentStore", "redis.RedisLink"));

  /** By each top-level class, those that it calls; a call of an interface is one of its classes. */
  private static final Map<String, Set<String>> CALLS = new HashMap<>();

  private static JavaClasses program;

  @BeforeAll
  static void importProgram() {
    program =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tidegate");
    for (JavaClass type : program) {
      for (JavaAccess<?> access : type.getAccessesFromSelf()) {
        JavaClass target = access.getTargetOwner();
        called(target)
            .filter(name -> !name.equals(name(type)))
            .forEach(name -> CALLS.computeIfAbsent(name(type), key -> new HashSet<>()).add(name));
      }
    }
  }

  @Test
  @DisplayName("a PUT takes at most 16 files and 8 hand-offs from the body to the script")
  void isShort() {
    assertThat(FILES).hasSizeLessThanOrEqualTo(16).doesNotHaveDuplicates();
    assertThat(HAND_OFFS).hasSizeLessThanOrEqualTo(8);
    assertThat(HAND_OFFS)
        .allSatisfy(
            step -> {
              assertThat(CALLS.get(step.from())).as(step.from()).contains(step.to());
              assertThat(FILES).contains(step.from(), step.to());
            });
    Set<String> called =
        FILES.stream()
            .flatMap(file -> CALLS.getOrDefault(file, Set.of()).stream())
            .collect(Collectors.toSet());
    assertThat(called).containsAll(FILES.subList(1, FILES.size()));
  }

  @Test
  @DisplayName(
      "nothing stands between the handler, the parser, and the store but the listed classes")
  void isComplete() {
    assertThat(between("http.WriteHandler", "write.ValueReader"))
        .containsExactlyInAnyOrder(
            "http.WriteHandler",
            "write.CommandParser",
            "write.DocumentParser",
            "write.ValueReader");
    assertThat(between("write.WriteService", "redis.RedisLink"))
        .containsExactlyInAnyOrder(
            "write.WriteService", "redis.RedisDocumentStore", "redis.RedisLink");
    assertThat(callers("write.WriteService"))
        .containsExactlyInAnyOrder("http.WriteHandler", "write.BulkWriter");
    assertThat(between("transfer.BulkExchange", "write.WriteService"))
        .containsExactlyInAnyOrder(
            "transfer.BulkExchange", "write.BulkWriter", "write.WriteService");
  }

  @Test
  @DisplayName("the page of the package names the files in their order")
  void isDescribed() throws IOException {
    String page = Files.readString(Path.of("src/main/java/dev/tidegate/write/package-info.java"));
    assertThat(page)
        .containsSubsequence(
            FILES.stream().map(file -> file.replaceFirst("^write\\.", "")).toList());
    assertThat(page)
        .contains("BulkExchange", "LineInput", "BulkLine", "BulkWriter", "WriteListener");
  }

  /** Returns the classes on any path of calls, without what happens after the results. */
  private static Set<String> between(String from, String to) {
    Set<String> forward = reach(from, CALLS);
    Set<String> backward = reach(to, reversed());
    forward.retainAll(backward);
    return forward;
  }

  private static Set<String> callers(String type) {
    return reversed().getOrDefault(type, Set.of()).stream()
        .filter(name -> !name.equals("EventLoopAssembly"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> reach(String start, Map<String, Set<String>> edges) {
    Set<String> reached = new TreeSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(start));
    while (!next.isEmpty()) {
      String type = next.remove();
      if (reached.add(type)) {
        next.addAll(edges.getOrDefault(type, Set.of()));
      }
    }
    return reached;
  }

  private static Map<String, Set<String>> reversed() {
    Map<String, Set<String>> callers = new HashMap<>();
    CALLS.forEach(
        (from, all) ->
            all.forEach(to -> callers.computeIfAbsent(to, key -> new HashSet<>()).add(from)));
    return callers;
  }

  private static Stream<String> called(JavaClass target) {
    if (!target.getPackageName().startsWith("dev.tidegate")) {
      return Stream.empty();
    }
    // Listeners receive results: they are not on the way to the store.
    Stream<JavaClass> types =
        target.isInterface() && !target.getSimpleName().equals("WriteListener")
            ? Stream.concat(
                Stream.of(target),
                program.stream().filter(type -> type.getAllRawInterfaces().contains(target)))
            : Stream.of(target);
    return types.map(WritePathTest::name);
  }

  private static String name(JavaClass type) {
    String name = type.getName().substring("dev.tidegate.".length());
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }
}
