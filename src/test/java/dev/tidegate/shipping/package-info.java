/** Tests of what ships with the gateway: its licenses, its known advisories, its SBOMs. */
@NullMarked
package dev.tidegate.shipping;

import org.jspecify.annotations.NullMarked;
