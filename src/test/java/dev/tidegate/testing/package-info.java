/**
 * What integration tests share. {@link dev.tidegate.testing.RealServers} hands a test the servers
 * as parameters: started when the first test of the JVM asks for them, closed after its last. So
 * test classes may run in several JVMs at once, each with servers of its own.
 */
@NullMarked
package dev.tidegate.testing;

import org.jspecify.annotations.NullMarked;
