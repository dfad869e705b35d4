-- Puts documents aside that the index does not take, unless they were marked again since they were
-- read: then they are tried again as they are now.
--
-- KEYS   dirty, refused
-- ARGV   for each document: collection/id, the revision that marked it, the reason
-- Reply  how many were put aside

local aside = 0
for i = 1, #ARGV, 3 do
  if tonumber(redis.call('ZSCORE', KEYS[1], ARGV[i]) or '0') == tonumber(ARGV[i + 1]) then
    redis.call('ZREM', KEYS[1], ARGV[i])
    redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1] .. ' ' .. ARGV[i + 2])
    aside = aside + 1
  end
end
return aside
