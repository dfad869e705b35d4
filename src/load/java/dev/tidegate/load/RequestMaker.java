package dev.tidegate.load;

import java.util.List;
import java.util.function.Supplier;

/** Makes requests over a skewed choice of documents; the n-th one is the same in each run. */
final class RequestMaker {
  private final Target target;
  private final Documents documents;
  private final Skew skew;
  private final int ids;
  private final int lines;
  private final List<String> queries;
  private long choices;
  private int firstChosen;

  RequestMaker(Target target, Documents documents, Knobs knobs) {
    this.target = target;
    this.documents = documents;
    skew = Skew.zipf(documents.count(), knobs.number("skew"));
    ids = knobs.count("ids");
    lines = knobs.count("lines");
    queries = knobs.list("queries");
  }

  byte[] make(RequestKind kind) {
    int i = skew.pick(choices++);
    firstChosen = i;
    String path = target.path() + "/" + ChangeScanner.id(i);
    return switch (kind) {
      case GET -> target.request("GET", path, "", null);
      case NOT_MODIFIED ->
          target.request("GET", path, "if-none-match: \"" + documents.revs[i] + "\"\r\n", null);
      case MULTIGET -> target.request("GET", target.path() + "?ids=" + some(), "", null);
      // Beyond the counted documents: a replacement takes their counter back.
      case PUT ->
          target.request(
              "PUT",
              target.path() + "/" + ChangeScanner.id(documents.count() + i),
              "content-type: application/json\r\n",
              Documents.body(i));
      case PATCH -> target.request("PATCH", path, "content-type: application/json\r\n", price());
      case ADJUST ->
          target.request(
              "POST", path + "/adjust", "content-type: application/json\r\n", "{\"sold\":1}");
      case BULK -> bulk(lines(i, "adjust", () -> "{\"sold\":1}"));
      case BULK_PATCH -> bulk(lines(i, "patch", this::price));
      case SEARCH ->
          target.request(
              "GET", target.path() + "?" + queries.get((int) (choices % queries.size())), "", null);
    };
  }

  /** The document that the last request was about, or the first of them. */
  int chosen() {
    return firstChosen;
  }

  int documentsIn(RequestKind kind) {
    return kind == RequestKind.MULTIGET ? ids : kind.isBulk() ? lines : 1;
  }

  private String some() {
    StringBuilder some = new StringBuilder(ids * 13);
    for (int k = 0; k < ids; k++) {
      some.append(k == 0 ? "" : ",").append(ChangeScanner.id(skew.pick(choices++)));
    }
    return some.toString();
  }

  private String price() {
    return "{\"price\":" + (100 + choices % 10_000) + "}";
  }

  private byte[] bulk(String lines) {
    return target.request(
        "POST", target.path() + "/_bulk", "content-type: application/x-ndjson\r\n", lines);
  }

  private String lines(int first, String operation, Supplier<String> doc) {
    StringBuilder text = new StringBuilder(lines * 56);
    for (int k = 0; k < lines; k++) {
      int i = k == 0 ? first : skew.pick(choices++);
      text.append("{\"op\":\"")
          .append(operation)
          .append("\",\"id\":\"")
          .append(ChangeScanner.id(i));
      text.append("\",\"doc\":").append(doc.get()).append("}\n");
    }
    return text.toString();
  }
}
