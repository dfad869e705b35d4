/**
 * Shared parts of integration tests. {@link dev.tidegate.testing.RealServers} passes the servers to
 * a test as parameters. They start with the first test of the JVM that needs them, and close after
 * its last. Test classes can therefore run in several JVMs at once, each with its own servers.
 */
@NullMarked
package dev.tidegate.testing;

import org.jspecify.annotations.NullMarked;
