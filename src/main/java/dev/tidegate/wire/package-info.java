/**
 * Values of the external protocol: problems, messages of clients and of the gateway, close codes,
 * and their JSON. For any thread.
 */
@NullMarked
package dev.tidegate.wire;

import org.jspecify.annotations.NullMarked;
