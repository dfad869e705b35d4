@NullMarked
package dev.tidegate.load;

import org.jspecify.annotations.NullMarked;
