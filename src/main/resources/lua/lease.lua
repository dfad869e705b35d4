-- Takes a lease that is free, or renews one's own.
--
-- KEYS   lease
-- ARGV   the holder, milliseconds until it expires
-- Reply  1 if the holder has it now, else 0

local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then
  return 0
end
-- A script that has written may go on where Redis is out of memory: the index must not stand still then.
redis.call('DEL', KEYS[1])
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
