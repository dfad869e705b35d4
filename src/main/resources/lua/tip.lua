-- Tells where the log ends, and gives an empty store its identity and layout.
--
-- KEYS   meta, then every shard's clock
-- ARGV   a fresh epoch, the number of shards, the format's number
-- Reply  the epoch, then the clocks

if redis.call('EXISTS', KEYS[1]) == 0 then
  redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'shards', ARGV[2], 'format', ARGV[3])
end
local reply = { redis.call('HGET', KEYS[1], 'epoch') }
for i = 2, #KEYS do
  reply[i] = tonumber(redis.call('GET', KEYS[i]) or '0')
end
return reply
