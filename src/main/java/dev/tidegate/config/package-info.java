/**
 * Configuration: {@code gateway.yaml}, overridden by {@code TIDEGATE_*} variables, and one file for
 * each collection. The main thread reads it once, at the start.
 *
 * <p>{@link dev.tidegate.config.Key} annotations on the records explain the keys of {@code
 * gateway.yaml}, {@link dev.tidegate.config.CollectionKey} explains those of a collection file. The
 * records validate themselves. A {@link dev.tidegate.config.ConfigException} contains all mistakes,
 * each with its file or variable, its key, and the remedy.
 */
@NullMarked
package dev.tidegate.config;

import org.jspecify.annotations.NullMarked;
