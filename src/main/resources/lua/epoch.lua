-- Gives the store another identity if it still has this one.
--
-- KEYS  meta
-- ARGV  the epoch it had, a fresh one

if redis.call('HGET', KEYS[1], 'epoch') == ARGV[1] then
  redis.call('HSET', KEYS[1], 'epoch', ARGV[2])
end
