/**
 * Configuration: {@code gateway.yaml}, overlaid by {@code TIDEGATE_*} variables, and one schema
 * file a collection. Read once at start on the main thread. The records check themselves; every
 * mistake ends in a {@link dev.tidegate.config.ConfigException} that names the file, the key and
 * the reason.
 */
@NullMarked
package dev.tidegate.config;

import org.jspecify.annotations.NullMarked;
