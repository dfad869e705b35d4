-- Marks the next documents of a collection for the index, as if they were written now.
--
-- KEYS   the collection's ids, dirty, clock
-- ARGV   collection, where to go on (0 to begin), about how many
-- Reply  where to go on; 0 when all are marked

local scanned = redis.call('ZSCAN', KEYS[1], ARGV[2], 'COUNT', ARGV[3])
local rev = redis.call('GET', KEYS[3]) or '0'
for i = 1, #scanned[2], 2 do
  redis.call('ZADD', KEYS[2], 'NX', rev, ARGV[1] .. '/' .. scanned[2][i])
end
return scanned[1]
