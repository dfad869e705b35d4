-- Marks refused documents for the index once more. They count as refused until it takes them.
--
-- KEYS   dirty, clock, refused
-- ARGV   collection/id of each
-- Reply  how many of them are refused

local rev = redis.call('GET', KEYS[2]) or '1'
local found = 0
for i = 1, #ARGV do
  if redis.call('HEXISTS', KEYS[3], ARGV[i]) == 1 then
    redis.call('ZADD', KEYS[1], 'NX', rev, ARGV[i])
    found = found + 1
  end
end
return found
