package dev.tidegate;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tidegate.delivery.Burst;
import dev.tidegate.delivery.Delivery;
import dev.tidegate.delivery.EncodedChange;
import dev.tidegate.delivery.Outbox;
import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.model.Change;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Rules for the dependencies of packages, libraries, and the environment. */
class ArchitectureTest {
  private static final String ROOT = "dev.tidegate";
  private static final String JSPECIFY = "org.jspecify..";

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /** Packages that each package may use. The root package may use all, and none may use it. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("model", Set.of()),
          Map.entry("loop", Set.of()),
          Map.entry("text", Set.of("model")),
          Map.entry("query", Set.of("model", "text")),
          Map.entry("match", Set.of("model", "text", "query")),
          Map.entry("config", Set.of("model")),
          Map.entry("wire", Set.of("model")),
          Map.entry("write", Set.of("model")),
          Map.entry("feed", Set.of("model")),
          Map.entry("read", Set.of("model", "feed", "write")),
          Map.entry("index", Set.of("model", "loop", "read")),
          Map.entry("merchandising", Set.of("model", "text", "feed", "read", "write")),
          Map.entry(
              "search",
              Set.of("model", "text", "query", "match", "write", "read", "merchandising")),
          Map.entry(
              "livequery",
              Set.of(
                  "model",
                  "text",
                  "query",
                  "match",
                  "feed",
                  "write",
                  "read",
                  "merchandising",
                  "search",
                  "index")),
          Map.entry("searchcache", Set.of("model", "feed", "search", "index")),
          Map.entry("delivery", Set.of("model", "loop", "wire", "feed", "read")),
          Map.entry("events", Set.of("model", "loop", "wire", "feed", "delivery")),
          Map.entry(
              "live",
              Set.of(
                  "model",
                  "loop",
                  "wire",
                  "feed",
                  "read",
                  "config",
                  "query",
                  "search",
                  "livequery",
                  "delivery",
                  "events")),
          Map.entry("redis", Set.of("model", "config", "write", "feed", "read", "index")),
          Map.entry("elasticquery", Set.of("model", "text", "search")),
          Map.entry(
              "elastic", Set.of("model", "config", "text", "search", "index", "elasticquery")),
          Map.entry(
              "ops",
              Set.of(
                  "model",
                  "feed",
                  "read",
                  "index",
                  "livequery",
                  "searchcache",
                  "delivery",
                  "live")),
          Map.entry("transport", Set.of("wire", "model", "delivery", "live")),
          Map.entry("transfer", Set.of("model", "wire", "write", "read", "exchange")),
          Map.entry("exchange", Set.of("model", "wire", "write", "search", "ops", "transport")),
          Map.entry(
              "http",
              Set.of(
                  "model",
                  "wire",
                  "config",
                  "write",
                  "feed",
                  "read",
                  "query",
                  "search",
                  "index",
                  "live",
                  "ops",
                  "transport",
                  "transfer",
                  "exchange")),
          Map.entry("embedded", Set.of()),
          Map.entry("client", Set.of()),
          Map.entry("demo", Set.of("client")));

  private static final int MOST_FILES = 35;
  private static final int MOST_ARGUMENTS = 7;
  private static final int LARGEST_KNOT = 4;
  private static final int LONGEST_DELIVERY = 14;

  /** Classes that a change passes between the log and the socket, each after one that uses it. */
  private static final List<String> DELIVERY =
      List.of(
          "feed.Feed",
          "feed.FeedListeners",
          "feed.ChangeBatch",
          "live.Hub",
          "delivery.WatchedDocuments",
          "delivery.WatchedDocument",
          "delivery.CurrentDocument",
          "delivery.Watcher",
          "delivery.Outbox",
          "delivery.Flusher",
          "delivery.UpdateWriter",
          "delivery.EncodingCache",
          "delivery.EncodedChange",
          "delivery.Burst");

  /** Packages whose constructors put the parts of the gateway together. */
  private static final Set<String> WIRING =
      Set.of(
          ROOT,
          named("http"),
          named("exchange"),
          named("transfer"),
          named("transport"),
          named("live"),
          named("delivery"),
          named("events"),
          named("redis"),
          named("elastic"),
          named("elasticquery"));

  /** Programs with a main thread of their own, and the servers they start. */
  private static final DescribedPredicate<JavaClass> MAIN_THREAD =
      resideInAnyPackage(ROOT + ".embedded", ROOT + ".demo")
          .or(inRoot("Launcher", "EmbeddedServers"))
          .as("code of a main thread");

  private static final DescribedPredicate<JavaClass> MAIN =
      inRoot("Tidegate", "Launcher").or(resideInAPackage(ROOT + ".demo")).as("main classes");

  @Test
  void importsGoOneWay() {
    MAY_USE.forEach(
        (name, used) -> {
          Set<String> allowed =
              used.stream().map(ArchitectureTest::named).collect(Collectors.toSet());
          allowed.add(named(name));
          classes()
              .that()
              .resideInAPackage(named(name))
              .should()
              .onlyDependOnClassesThat(
                  resideInAnyPackage(allowed.toArray(String[]::new))
                      .or(DescribedPredicate.not(resideInAPackage(ROOT + ".."))))
              .allowEmptyShould(true)
              .check(PROGRAM);
        });
  }

  @Test
  void everyPackageHasItsPlaceAndTellsWhatNullIs() {
    JavaPackage root = PROGRAM.getPackage(ROOT);
    assertThat(root.getSubpackages())
        .isNotEmpty()
        .allSatisfy(part -> assertThat(MAY_USE).containsKey(part.getRelativeName()))
        .allSatisfy(part -> assertThat(part.getSubpackages()).isEmpty());
    assertThat(root.getSubpackages()).allMatch(part -> part.isAnnotatedWith(NullMarked.class));
    assertThat(root.isAnnotatedWith(NullMarked.class)).isTrue();
  }

  @Test
  void noPackageHasMoreThan35Files() {
    assertThat(PROGRAM.getPackage(ROOT).getSubpackages())
        .allSatisfy(
            part ->
                assertThat(
                        part.getClasses().stream().filter(c -> c.isTopLevelClass() && !c.isArray()))
                    .as(part.getRelativeName())
                    .hasSizeLessThanOrEqualTo(MOST_FILES));
  }

  @Test
  void wiringPassesFewArguments() {
    assertThat(
            PROGRAM.stream()
                .filter(type -> WIRING.contains(type.getPackageName()))
                .flatMap(type -> type.getConstructors().stream())
                .filter(made -> made.getRawParameterTypes().size() > MOST_ARGUMENTS))
        .isEmpty();
  }

  /** Clients choose keys of equal hash code; see {@code model.ClientSets}. */
  @Test
  void noCollectionIsSlowForEqualHashCodes() {
    List<JavaField> maps =
        PROGRAM.stream()
            .flatMap(type -> type.getFields().stream())
            .filter(field -> isHashed(field.getRawType()))
            // Has 16 entries at most.
            .filter(field -> !field.getFullName().endsWith("live.ListDiffFrames.frames"))
            .toList();
    assertThat(maps).hasSizeGreaterThan(50);
    assertThat(maps)
        .allSatisfy(
            field -> {
              if (field.getType() instanceof JavaParameterizedType type
                  && type.getActualTypeArguments().getFirst() instanceof JavaClass key
                  && key.isRecord()
                  && !key.isEquivalentTo(dev.tidegate.model.Field.class)) {
                assertThat(key.isAssignableTo(Comparable.class)).as("%s", field).isTrue();
              }
            });
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT, named("config"), named("client"), named("model"))
        .should()
        .callMethod(Set.class, "copyOf", Collection.class)
        .orShould()
        .callMethod(Map.class, "copyOf", Map.class)
        .check(PROGRAM);
  }

  private static boolean isHashed(JavaClass type) {
    return (type.isAssignableTo(Map.class) && !type.isAssignableTo(IdentityHashMap.class))
        || type.isAssignableTo(Set.class)
        || type.isAssignableTo(Cache.class);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(PROGRAM);
  }

  @Test
  void classesDependInOneDirection() {
    assertThat(Knots.of(PROGRAM)).allMatch(knot -> knot.size() <= LARGEST_KNOT);
  }

  /** The list is complete: no listed class passes a change to one that is not listed. */
  @Test
  void aChangePassesFewClasses() {
    assertThat(DELIVERY).hasSizeLessThanOrEqualTo(LONGEST_DELIVERY);
    for (int i = 1; i < DELIVERY.size(); i++) {
      JavaClass type = PROGRAM.get(named(DELIVERY.get(i)));
      List<String> before = DELIVERY.subList(0, i);
      assertThat(
              Stream.concat(Stream.of(type), type.getAllRawInterfaces().stream())
                  .flatMap(each -> each.getDirectDependenciesToSelf().stream())
                  .map(Dependency::getOriginClass)
                  .map(ArchitectureTest::pathOf))
          .as("users of %s", type)
          .containsAnyElementsOf(before);
    }
    assertThat(
            PROGRAM.stream()
                .filter(type -> DELIVERY.contains(pathOf(type)))
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> passesChange(call.getTarget()))
                .map(JavaAccess::getTargetOwner)
                .filter(ArchitectureTest::isHandler)
                .map(ArchitectureTest::pathOf))
        .isNotEmpty()
        .isSubsetOf(DELIVERY);
  }

  private static boolean passesChange(AccessTarget.MethodCallTarget method) {
    return Stream.concat(
            method.getRawParameterTypes().stream(), Stream.of(method.getRawReturnType()))
        .anyMatch(
            type ->
                type.isAssignableTo(Change.class)
                    || type.isEquivalentTo(ChangeBatch.class)
                    || type.isEquivalentTo(EncodedChange.class)
                    || type.isEquivalentTo(Burst.class));
  }

  /** Returns whether a class does more than to declare or to carry values. */
  private static boolean isHandler(JavaClass type) {
    return resideInAnyPackage(named("feed"), named("live"), named("delivery")).test(type)
        && !type.isInterface()
        && !type.isRecord();
  }

  @Test
  void deliveriesEnterAnOutboxInOnePlace() {
    assertThat(
            PROGRAM.get(Outbox.class).getMethods().stream()
                .filter(method -> !method.getModifiers().contains(JavaModifier.PRIVATE))
                .filter(
                    method ->
                        method.getRawParameterTypes().stream()
                            .anyMatch(type -> type.isAssignableTo(Delivery.class)))
                .map(JavaMethod::getName))
        .containsExactly("offer");
  }

  @Test
  void eachLibraryStaysBehindItsAdapter() {
    onlyIn("redis", "io.vertx.redis..");
    onlyIn(List.of("elastic", "elasticquery"), "co.elastic..");
    onlyIn(List.of("exchange", "transfer", "http"), "io.vertx.ext.web..");
    onlyIn(List.of("read", "searchcache"), "com.github.benmanes.caffeine..");
    onlyIn("text", "org.apache.lucene..");
    onlyIn("text", "com.ibm.icu..");
  }

  @Test
  void theClientNeedsOnlyTheJdkAndJackson() {
    classes()
        .that()
        .resideInAPackage(named("client"))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                named("client"), "java..", "javax.net.ssl..", "com.fasterxml.jackson..", JSPECIFY))
        .check(PROGRAM);
  }

  @Test
  void theReplayUsesOnlyTheClient() {
    JavaClasses replay =
        new ClassFileImporter()
            .importPackages(named("replay"))
            .that(describe("of the program", type -> Files.exists(sourceOfReplay(type))));
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(named("replay"), named("client"))
                .or(DescribedPredicate.not(resideInAnyPackage(ROOT + "..", "io.vertx.."))))
        .check(replay);
  }

  @Test
  void nothingUsesTheEventBusOrTheJsonOfVertx() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAnyPackage("io.vertx.core.eventbus..", "io.vertx.core.json.."))
        .check(PROGRAM);
  }

  @Test
  void nothingWaitsOnAnEventLoop() {
    noClasses()
        .that(DescribedPredicate.not(MAIN_THREAD))
        .should()
        .accessTargetWhere(
            target("a wait", Thread.class, "sleep", "join")
                .or(target("a wait", java.util.concurrent.Future.class, "get"))
                .or(target("a wait", CompletableFuture.class, "get", "join"))
                .or(target("a wait", Future.class, "await"))
                .or(target("a wait", CountDownLatch.class, "await"))
                .or(target("a wait", Object.class, "wait"))
                .or(target("a wait", TimeUnit.class, "sleep")))
        .check(PROGRAM);
  }

  @Test
  void theWallClockIsInjected() {
    noClasses()
        .that(DescribedPredicate.not(MAIN))
        .should()
        .accessTargetWhere(
            target("the clock", System.class, "currentTimeMillis")
                .or(target("the clock", Instant.class, "now"))
                .or(target("the clock", InstantSource.class, "system"))
                .or(target("the clock", Clock.class, "systemUTC", "system", "systemDefaultZone"))
                .or(
                    describe(
                        "a date now",
                        (JavaAccess<?> call) ->
                            call.getTargetOwner().getPackageName().equals("java.time")
                                && call.getTarget().getName().equals("now"))))
        .check(PROGRAM);
  }

  @Test
  void onlyMainClassesPrint() {
    noClasses()
        .that(DescribedPredicate.not(MAIN))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(PROGRAM);
    noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("java.util.logging.."))
        .check(PROGRAM);
  }

  private static void onlyIn(String part, String library) {
    onlyIn(List.of(part), library);
  }

  private static void onlyIn(List<String> parts, String library) {
    noClasses()
        .that()
        .resideOutsideOfPackages(parts.stream().map(ArchitectureTest::named).toArray(String[]::new))
        .should()
        .dependOnClassesThat(resideInAPackage(library))
        .check(PROGRAM);
    parts.forEach(part -> uses(part, library));
  }

  private static void uses(String part, String library) {
    assertThat(PROGRAM.stream().filter(resideInAPackage(named(part))))
        .as("%s uses %s", part, library)
        .anyMatch(
            one ->
                one.getDirectDependenciesFromSelf().stream()
                    .anyMatch(use -> resideInAPackage(library).test(use.getTargetClass())));
  }

  private static DescribedPredicate<JavaClass> inRoot(String... names) {
    List<String> wanted = List.of(names);
    return describe(
        "root classes " + wanted,
        c ->
            c.getPackageName().equals(ROOT)
                && wanted.contains(c.getName().substring(ROOT.length() + 1).split("\\$", -1)[0]));
  }

  private static DescribedPredicate<JavaAccess<?>> target(
      String what, Class<?> owner, String... methods) {
    Set<String> wanted = Set.of(methods);
    return describe(
        what,
        call -> {
          AccessTarget called = call.getTarget();
          return wanted.contains(called.getName()) && called.getOwner().isAssignableTo(owner);
        });
  }

  private static Path sourceOfReplay(JavaClass type) {
    return Path.of(
        "src/replay/java/dev/tidegate/replay", type.getName().split("[.$]", -1)[3] + ".java");
  }

  /** Returns the outermost class without the name of the root package. */
  private static String pathOf(JavaClass type) {
    return type.getName().substring(ROOT.length() + 1).split("\\$", -1)[0];
  }

  private static String named(String part) {
    return ROOT + "." + part;
  }
}
