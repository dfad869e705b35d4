-- Asks for a rebuild, unless one is under way.
--
-- KEYS   the collection's rebuild
-- ARGV   its fields, name and value in turn
-- Reply  1 if it begins, else 0

local phase = redis.call('HGET', KEYS[1], 'phase')
if phase == 'building' or phase == 'catching_up' or phase == 'swapping' then
  return 0
end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], unpack(ARGV))
return 1
