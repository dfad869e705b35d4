-- Reads documents of one shard as they are at one moment.
--
-- KEYS   clock, then the documents
-- Reply  the clock, then for each document its fields and values, flat; none where it is absent

local reply = { tonumber(redis.call('GET', KEYS[1]) or '0') }
for i = 2, #KEYS do
  reply[i] = redis.call('HGETALL', KEYS[i])
end
return reply
