package dev.tidegate;

/** The version of this build. */
final class Version {
  private Version() {}

  /** Returns the version that the build wrote into the jar, or a note that there is no jar. */
  static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "(not from a jar)" : version;
  }
}
