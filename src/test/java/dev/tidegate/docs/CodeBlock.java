package dev.tidegate.docs;

/**
 * A fenced code block of a page.
 *
 * @param language info string of the fence, for example {@code sh}
 * @param text without the fences, with a line feed after each line
 * @param line number of the opening fence, from 1
 */
record CodeBlock(String language, String text, int line) {}
