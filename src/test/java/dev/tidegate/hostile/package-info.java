/**
 * Clients that mean harm, against a gateway program with its default heap. {@link
 * dev.tidegate.hostile.HostileIT} runs every {@link dev.tidegate.hostile.Attack} while {@link
 * dev.tidegate.hostile.Probe probes} read a small document as any other client does. Add an attack
 * to {@link dev.tidegate.hostile.Attacks}.
 */
@NullMarked
package dev.tidegate.hostile;

import org.jspecify.annotations.NullMarked;
