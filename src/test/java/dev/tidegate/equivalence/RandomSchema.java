package dev.tidegate.equivalence;

import static dev.tidegate.testing.JsonText.json;

import dev.tidegate.equivalence.Attribute.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A random schema, and random documents of it and changes of them.
 *
 * @param attributes the first is the only one that is required
 * @param prefer and {@code then}: how equally relevant ones are ranked; may be empty
 * @param english whether the language of the texts is declared
 */
record RandomSchema(List<Attribute> attributes, String prefer, String then, boolean english) {
  static final String NAME = "things";
  static final int DOCUMENTS = 250;

  static RandomSchema random(Random random) {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(new Attribute("name", Kind.TEXT, true));
    attributes.add(new Attribute("amount", Kind.LONG, false));
    attributes.add(new Attribute("brand", Kind.KEYWORD, random.nextBoolean()));
    List<Attribute> more =
        new ArrayList<>(
            List.of(
                new Attribute("description", Kind.TEXT, true),
                new Attribute("category", Kind.KEYWORD, random.nextBoolean()),
                new Attribute("tags", Kind.TAGS, random.nextBoolean()),
                new Attribute("used", Kind.BOOLEAN, false),
                new Attribute("price", Kind.LONG, false),
                new Attribute("weight", Kind.DOUBLE, false),
                new Attribute("made", Kind.DATE, false)));
    Collections.shuffle(more, random);
    attributes.addAll(more.subList(0, 2 + random.nextInt(more.size() - 1)));
    return new RandomSchema(
        List.copyOf(attributes),
        random.nextBoolean() ? "amount > 3" : "",
        random.nextBoolean() ? "-amount" : "",
        random.nextBoolean());
  }

  String yaml() {
    String ranking =
        Stream.of(
                prefer.isEmpty() ? "" : "prefer: " + prefer, then.isEmpty() ? "" : "then: " + then)
            .filter(Predicate.not(String::isEmpty))
            .collect(Collectors.joining(", ", "ranking: { ", " }\n"));
    return attributes.stream()
        .map(Attribute::declaration)
        .collect(
            Collectors.joining(
                "",
                english ? "language: en\nfields:\n" : "fields:\n",
                prefer.isEmpty() && then.isEmpty() ? "" : ranking));
  }

  List<Attribute> all(Predicate<Attribute> wanted) {
    return attributes.stream().filter(wanted).toList();
  }

  /** A line of a bulk. */
  String change(Random random) {
    String id = "p" + random.nextInt(DOCUMENTS);
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> line("put", id, document(random));
      case 3, 4, 5, 6, 7 -> line("patch", id, patch(random));
      case 8 -> line("adjust", id, json("{'amount':%d}", random.nextInt(4) - 1));
      default -> json("{'op':'delete','id':'%s'}", id);
    };
  }

  private static String line(String op, String id, String doc) {
    return json("{'op':'%s','id':'%s','doc':%s}", op, id, doc);
  }

  private String patch(Random random) {
    int first = random.nextInt(attributes.size());
    List<Attribute> touched =
        attributes.subList(first, Math.min(attributes.size(), first + 1 + random.nextInt(2)));
    return touched.stream()
        .map(
            each ->
                member(
                    each,
                    !isRequired(each) && random.nextInt(5) == 0 ? "null" : each.random(random)))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private String document(Random random) {
    return attributes.stream()
        .filter(each -> isRequired(each) || random.nextInt(4) > 0)
        .map(each -> member(each, each.random(random)))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private boolean isRequired(Attribute attribute) {
    return attribute.equals(attributes.getFirst());
  }

  private static String member(Attribute attribute, String value) {
    return '"' + attribute.name() + "\":" + value;
  }
}
