package dev.tidegate.config;

import java.util.List;

/**
 * One mistake in the values of a section.
 *
 * @param keys names of the keys that the mistake depends on, the one to change first
 * @param reason problem and remedy
 */
record KeyMistake(List<String> keys, String reason) {
  KeyMistake {
    keys = List.copyOf(keys);
  }
}
