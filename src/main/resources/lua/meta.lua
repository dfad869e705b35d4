-- Gives an empty store its identity and layout, and tells those of one that has them.
--
-- KEYS   meta
-- ARGV   a fresh epoch, the number of shards, the format's number
-- Reply  epoch, shards, format, and the store's time in microseconds

if redis.call('EXISTS', KEYS[1]) == 0 then
  redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'shards', ARGV[2], 'format', ARGV[3])
end
local meta = redis.call('HMGET', KEYS[1], 'epoch', 'shards', 'format')
local time = redis.call('TIME')
meta[4] = tonumber(time[1]) * 1000000 + tonumber(time[2])
return meta
