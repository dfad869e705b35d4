-- Tells a shard that an index is not being built any more, unless another one is by now.
--
-- KEYS   building
-- ARGV   collection, index

if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then
  redis.call('HDEL', KEYS[1], ARGV[1])
end
