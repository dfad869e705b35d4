-- Marks documents for the index as if they were written now, unless they are marked already.
--
-- KEYS   dirty, clock
-- ARGV   collection/id of each

local rev = redis.call('GET', KEYS[2]) or '1'
for i = 1, #ARGV do
  redis.call('ZADD', KEYS[1], 'NX', rev, ARGV[i])
end
