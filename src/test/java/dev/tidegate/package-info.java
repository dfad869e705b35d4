/** Tests of the program as a whole. */
@NullMarked
package dev.tidegate;

import org.jspecify.annotations.NullMarked;
