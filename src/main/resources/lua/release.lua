-- Gives up a lease, if it is one's own.
--
-- KEYS   lease
-- ARGV   the holder
-- Reply  1 if it was held, else 0

if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
