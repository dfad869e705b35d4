package dev.tidegate.redis;

import dev.tidegate.model.DocumentKey;

/**
 * Names of the keys in the store. The keys of a shard have the hash tag {@code {shard}}. On a
 * cluster, they are in one slot, so that one script can access all of them.
 *
 * @param prefix separates the data of several gateways on one Redis
 */
record Keys(String prefix) {

  /** Identity and layout of the store: a hash. */
  String meta() {
    return prefix + ":meta";
  }

  /** Last revision: a string. */
  String clock(int shard) {
    return shard(shard) + "clock";
  }

  /** Change log: a stream. The id of an entry is {@code rev-0} of its last change. */
  String log(int shard) {
    return shard(shard) + "log";
  }

  /** Number of changes ever logged: a string. */
  String logged(int shard) {
    return shard(shard) + "logged";
  }

  /** Revisions at which the log can be cut to its length: a list, oldest first. */
  String milestones(int shard) {
    return shard(shard) + "milestones";
  }

  int shardOfLog(String log) {
    return Integer.parseInt(log, log.indexOf('{') + 1, log.indexOf('}'), 10);
  }

  /**
   * Documents that the index lacks: a sorted set of {@code collection/id} by the revision of the
   * first missing change, or a lower one.
   */
  String dirty(int shard) {
    return shard(shard) + "dirty";
  }

  /** Documents that the index rejects: a hash of "rev since reason" by {@code collection/id}. */
  String refused(int shard) {
    return shard(shard) + "refused";
  }

  /** Gateway that feeds the index: a string that expires. */
  String lease(int shard) {
    return shard(shard) + "lease";
  }

  /** Indices under construction, which must receive every change: a hash by collection. */
  String building(int shard) {
    return shard(shard) + "building";
  }

  /** Gateway that rebuilds indices: a string that expires. */
  String rebuildLease() {
    return prefix + ":{index}:lease";
  }

  /** Last rebuild of the index of a collection: a hash. */
  String rebuild(String collection) {
    return prefix + ":{index}:rebuild:" + collection;
  }

  /** Existing ids of a collection: a sorted set in alphabetical order. */
  String ids(int shard, String collection) {
    return shard(shard) + "ids:" + collection;
  }

  /** Document: a hash of raw JSON fragments by field name, with the revision under {@code _rev}. */
  String document(int shard, DocumentKey key) {
    return shard(shard) + "doc:" + key.collection() + "/" + key.id();
  }

  /** Result of a write with an idempotency key: a string that expires. */
  String idempotency(int shard, DocumentKey key, String method, String token) {
    return shard(shard) + "key:" + key.collection() + "/" + key.id() + ":" + method + ":" + token;
  }

  private String shard(int shard) {
    return prefix + ":{" + shard + "}:";
  }
}
