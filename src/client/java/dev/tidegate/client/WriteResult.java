package dev.tidegate.client;

/**
 * The result of an accepted write.
 *
 * @param rev revision of the document after the write; the revision of its deletion after a delete
 */
public record WriteResult(String id, long rev) {}
