package dev.tidegate.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Explanation, default, and bounds of one key of {@code gateway.yaml}. No other place has them: the
 * loader, the records, {@code src/docs/configuration.md}, and the JSON Schema take them from here.
 *
 * <p>The default and the bounds are written as a variable would give them.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Key {
  /** Sentences in Markdown. The first one can stand alone. */
  String text();

  /** Default; empty for a key without one, which is {@code null} or an empty list. */
  String byDefault() default "";

  /** Least value of an integer or a duration. */
  String min() default "";

  /** Greatest value of an integer or a duration. */
  String max() default "";

  /**
   * Object of the section that contains the key, for example {@code tls}; empty for the section
   * itself. The component's name starts with it.
   */
  String group() default "";

  /** Returns whether the value is a number of bytes. */
  boolean bytes() default false;

  /** Regular expression for a text, or for each element of a list; empty for any text. */
  String pattern() default "";

  /** Valid texts in words. The phrase completes "Use …". */
  String form() default "a text";

  /** Returns whether the value is the path of a file that must be readable. */
  boolean file() default false;

  /** Part of the value that logs and messages must not contain. */
  Secret secret() default Secret.NONE;

  /** Part of a value that logs and messages must not contain. */
  enum Secret {
    NONE,
    /** User, password, and parameters of a URL. */
    CREDENTIALS_OF_URL,
    ALL
  }
}
