package dev.tidegate.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Languages in which texts can be declared to be, so that endings of words do not matter. */
public enum Language {
  ARABIC("ar"),
  CZECH("cs"),
  GERMAN("de"),
  GREEK("el"),
  ENGLISH("en"),
  SPANISH("es"),
  FINNISH("fi"),
  FRENCH("fr"),
  HUNGARIAN("hu"),
  ITALIAN("it"),
  NORWEGIAN("no"),
  PORTUGUESE("pt"),
  RUSSIAN("ru"),
  SWEDISH("sv");

  private final String code;

  Language(String code) {
    this.code = code;
  }

  /** ISO 639-1 code. */
  public String code() {
    return code;
  }

  /** Returns the language of an ISO 639-1 code. */
  public static Optional<Language> of(String code) {
    return Arrays.stream(values()).filter(language -> language.code.equals(code)).findFirst();
  }

  /** All codes, separated by blanks. */
  public static String codes() {
    return Arrays.stream(values()).map(Language::code).collect(Collectors.joining(" "));
  }
}
