/** Tests of the documents: their examples, links, and statements about the code. */
@NullMarked
package dev.tidegate.docs;

import org.jspecify.annotations.NullMarked;
