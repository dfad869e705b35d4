package dev.tidegate.load;

import java.util.List;
import java.util.Locale;

/** One kind of request of a mix: what is sent, and what makes it a success. */
enum RequestKind {
  GET(200),
  NOT_MODIFIED(304),
  MULTIGET(200),
  PUT(200),
  PATCH(200),
  ADJUST(200),
  BULK(200),
  BULK_PATCH(200),
  SEARCH(200);

  private final int status;

  RequestKind(int status) {
    this.status = status;
  }

  static RequestKind of(String name) {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "unknown kind of request: "
              + name
              + "; known: "
              + List.of(values()).toString().toLowerCase(Locale.ROOT));
    }
  }

  boolean isSuccess(int answered) {
    return answered == status || (this == PUT && answered == 201);
  }

  /** Returns whether its answers carry revisions of writes. */
  boolean writes() {
    return this == PUT || this == PATCH || this == ADJUST || isBulk();
  }

  boolean isBulk() {
    return this == BULK || this == BULK_PATCH;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
