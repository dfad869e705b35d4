/**
 * Reading documents: the port that the stores implement and the request path calls. Results arrive
 * on the caller's context.
 */
@NullMarked
package dev.tidegate.read;

import org.jspecify.annotations.NullMarked;
