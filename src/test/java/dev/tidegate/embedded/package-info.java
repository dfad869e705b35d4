/** The embedded servers, tried with real processes on temporary directories. */
@NullMarked
package dev.tidegate.embedded;

import org.jspecify.annotations.NullMarked;
