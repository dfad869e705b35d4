/**
 * The demo shop: what it is made of and what happens in it by themselves, seeded and without I/O;
 * and the loader and the simulator against a running gateway.
 */
@NullMarked
package dev.tidegate.demo;

import org.jspecify.annotations.NullMarked;
