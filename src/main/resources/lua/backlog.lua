-- Tells how far the index trails in a shard.
--
-- KEYS   dirty, refused
-- Reply  documents waiting, the revision waiting longest (0 if none), documents refused

local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
return { redis.call('ZCARD', KEYS[1]), tonumber(oldest[2] or '0'), redis.call('HLEN', KEYS[2]) }
