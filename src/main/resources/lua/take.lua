-- Reads the oldest entries of a shard's queue, and which indices are being built at that moment:
-- whatever is marked later than an index was announced is taken together with its name.
--
-- KEYS   dirty, building, clock
-- ARGV   how many
-- Reply  the clock; collection/id and revision in turn; the collections whose index is being built; these
--        indices

local collections = redis.call('HKEYS', KEYS[2])
return {
  tonumber(redis.call('GET', KEYS[3]) or '0'),
  redis.call('ZRANGE', KEYS[1], 0, tonumber(ARGV[1]) - 1, 'WITHSCORES'),
  collections,
  #collections > 0 and redis.call('HMGET', KEYS[2], unpack(collections)) or {},
}
