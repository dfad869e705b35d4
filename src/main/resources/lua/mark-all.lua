-- Marks the next documents of a collection for the index, as if they were written now.
--
-- KEYS   the collection's ids, dirty, clock
-- ARGV   collection, the id to go on after ('' to begin), how many
-- Reply  the id to go on after; '' when all are marked

local from = ARGV[2] == '' and '-' or '(' .. ARGV[2]
local ids = redis.call('ZRANGEBYLEX', KEYS[1], from, '+', 'LIMIT', 0, ARGV[3])
local rev = redis.call('GET', KEYS[3]) or '0'
for _, id in ipairs(ids) do
  redis.call('ZADD', KEYS[2], 'NX', rev, ARGV[1] .. '/' .. id)
end
return #ids == tonumber(ARGV[3]) and ids[#ids] or ''
