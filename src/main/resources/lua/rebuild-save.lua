-- Notes how far a rebuild has come, if it is still the holder's to do.
--
-- KEYS   the lease, the collection's rebuild
-- ARGV   the holder, the rebuild's id, its fields, name and value in turn
-- Reply  1 if it was noted, else 0

if redis.call('GET', KEYS[1]) ~= ARGV[1] or redis.call('HGET', KEYS[2], 'id') ~= ARGV[2] then
  return 0
end
redis.call('HSET', KEYS[2], unpack(ARGV, 3))
return 1
