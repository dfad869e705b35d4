/**
 * What the micro-benchmarks share. They themselves are in the packages of what they measure, and
 * each one's Javadoc has the command that runs it.
 */
@NullMarked
package dev.tidegate.jmh;

import org.jspecify.annotations.NullMarked;
