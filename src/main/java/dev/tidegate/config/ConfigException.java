package dev.tidegate.config;

import java.util.List;

/** Rejection of a configuration, with all of its mistakes. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> mistakes;

  /**
   * Creates an exception.
   *
   * @param mistakes each as {@code file: key: reason}
   */
  public ConfigException(List<String> mistakes) {
    super(String.join("\n", mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  public ConfigException(String mistake) {
    this(List.of(mistake));
  }

  public List<String> mistakes() {
    return mistakes;
  }
}
