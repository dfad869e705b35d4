/** The program: arguments in, a running gateway out. */
@NullMarked
package dev.tidegate;

import org.jspecify.annotations.NullMarked;
