package dev.tidegate.shipping;

/**
 * A third-party part of the distribution.
 *
 * @param name {@code group:artifact}, or {@code redis} for a Redis program
 * @param version as its publisher writes it, for example {@code 4.2.20.Final}
 * @param place the section of NOTICE or the path of the file
 */
record Component(String name, String version, String place) {
  @Override
  public String toString() {
    return name + " " + version + " (" + place + ")";
  }
}
