package dev.tidegate.relevance;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Queries and what each of several searches made of them, side by side. */
final class RelevanceTable {
  private static final int QUERY_WIDTH = 36;

  /** Set to anything, it shows what the first search answered. */
  private static final String ANSWERS = "TIDEGATE_RELEVANCE_ANSWERS";

  private final String[] searches;
  private final List<String> queries = new ArrayList<>();
  private final List<double[]> gains = new ArrayList<>();
  private final List<List<String>> answers = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();

  RelevanceTable(String... searches) {
    this.searches = searches;
  }

  private record Part(String name, int start) {}

  /** Starts a part, which has a mean of its own and ends where the next part starts. */
  void part(String name) {
    parts.add(new Part(name, queries.size()));
  }

  void add(String query, double... gain) {
    queries.add(query);
    gains.add(gain);
  }

  /** Adds the results of the first search for the last query, each with its grade. */
  void explain(List<String> answered) {
    answers.add(answered);
  }

  /** Over all queries, of the search at this place. */
  double mean(int search) {
    return mean(gains, search);
  }

  private static double mean(List<double[]> gains, int search) {
    return gains.stream().mapToDouble(gain -> gain[search]).average().orElseThrow();
  }

  void print(PrintStream out) {
    StringBuilder head = new StringBuilder(("%-" + QUERY_WIDTH + "s").formatted("NDCG@10"));
    for (String search : searches) {
      head.append("%14s".formatted(search));
    }
    out.println(head);
    for (int i = 0; i < queries.size(); i++) {
      line(out, queries.get(i), gains.get(i));
      if (System.getenv(ANSWERS) != null) {
        answers.get(i).forEach(answer -> out.println("    " + answer));
      }
    }
    for (int i = 0; i < parts.size(); i++) {
      int end = i + 1 < parts.size() ? parts.get(i + 1).start() : gains.size();
      List<double[]> part = gains.subList(parts.get(i).start(), end);
      line(out, parts.get(i).name() + ", " + part.size() + " queries", means(part));
    }
    line(out, "mean of " + queries.size() + " queries", means(gains));
  }

  private double[] means(List<double[]> of) {
    return IntStream.range(0, searches.length).mapToDouble(search -> mean(of, search)).toArray();
  }

  private static void line(PrintStream out, String name, double[] gain) {
    StringBuilder line = new StringBuilder(("%-" + QUERY_WIDTH + "s").formatted(name));
    for (double one : gain) {
      line.append("%14.3f".formatted(one));
    }
    out.println(line);
  }
}
