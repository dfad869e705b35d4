-- Takes documents out of the index's queue that were not marked again since they were read.
--
-- KEYS   dirty, refused
-- ARGV   for each document: collection/id, the revision that marked it
-- Reply  how many were taken out

local taken = 0
for i = 1, #ARGV, 2 do
  if tonumber(redis.call('ZSCORE', KEYS[1], ARGV[i]) or '0') == tonumber(ARGV[i + 1]) then
    redis.call('ZREM', KEYS[1], ARGV[i])
    taken = taken + 1
  end
  redis.call('HDEL', KEYS[2], ARGV[i])
end
return taken
