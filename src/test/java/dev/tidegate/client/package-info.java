/**
 * The JVM client: against a {@link dev.tidegate.client.ScriptedServer} that responds as a test
 * scripts it, and against a gateway behind a proxy that cuts connections.
 */
@NullMarked
package dev.tidegate.client;

import org.jspecify.annotations.NullMarked;
