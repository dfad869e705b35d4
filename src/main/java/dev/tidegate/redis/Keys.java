package dev.tidegate.redis;

import dev.tidegate.model.DocumentKey;

/**
 * The names of the store's keys. Each shard's share the hash tag {@code {shard}}, so that on a
 * cluster they live in one slot and one script may touch them all.
 *
 * @param prefix keeps several gateways' data apart on one Redis
 */
record Keys(String prefix) {

  /** The store's identity and layout, a hash. */
  String meta() {
    return prefix + ":meta";
  }

  /** The last revision drawn, a string. */
  String clock(int shard) {
    return shard(shard) + "clock";
  }

  /** The change log, a stream; an entry's id is {@code rev-0} of the last change in it. */
  String log(int shard) {
    return shard(shard) + "log";
  }

  /** How many changes were ever logged, a string. */
  String logged(int shard) {
    return shard(shard) + "logged";
  }

  /** Revisions at which the log can be cut to its length, a list, the oldest first. */
  String milestones(int shard) {
    return shard(shard) + "milestones";
  }

  int shardOfLog(String log) {
    return Integer.parseInt(log, log.indexOf('{') + 1, log.indexOf('}'), 10);
  }

  /**
   * What the index lacks, a sorted set of {@code collection/id} by the revision of the first change
   * that it lacks, or less.
   */
  String dirty(int shard) {
    return shard(shard) + "dirty";
  }

  /** What the index would not take, a hash of "revision since reason" by {@code collection/id}. */
  String refused(int shard) {
    return shard(shard) + "refused";
  }

  /** Which gateway feeds the index, a string that expires. */
  String lease(int shard) {
    return shard(shard) + "lease";
  }

  /** The indices that are being built and have to get every change, a hash by collection. */
  String building(int shard) {
    return shard(shard) + "building";
  }

  /** Which gateway rebuilds indices, a string that expires. */
  String rebuildLease() {
    return prefix + ":{index}:lease";
  }

  /** The last rebuild of a collection's index, a hash. */
  String rebuild(String collection) {
    return prefix + ":{index}:rebuild:" + collection;
  }

  /** The ids that exist in a collection, a sorted set in the order of their names. */
  String ids(int shard, String collection) {
    return shard(shard) + "ids:" + collection;
  }

  /**
   * A document, a hash of raw JSON fragments by field name, and its revision under {@code _rev}.
   */
  String document(int shard, DocumentKey key) {
    return shard(shard) + "doc:" + key.collection() + "/" + key.id();
  }

  /** A remembered answer, a string that expires. */
  String idempotency(int shard, DocumentKey key, String method, String token) {
    return shard(shard) + "key:" + key.collection() + "/" + key.id() + ":" + method + ":" + token;
  }

  private String shard(int shard) {
    return prefix + ":{" + shard + "}:";
  }
}
