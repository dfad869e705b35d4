/**
 * Shared parts of the micro-benchmarks. The benchmarks are in the packages that they measure, and
 * the Javadoc of each has the command that runs it.
 */
@NullMarked
package dev.tidegate.jmh;

import org.jspecify.annotations.NullMarked;
