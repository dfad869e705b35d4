-- Puts documents aside that the index does not take, unless they were marked again since they were
-- read: then they are tried again as they are now. What is kept is "revision since reason", since in
-- microseconds; a revision refused before keeps its since.
--
-- KEYS   dirty, refused
-- ARGV   for each document: collection/id, the revision that marked it, its own revision, the reason
-- Reply  how many were put aside

local time = redis.call('TIME')
local now = string.format('%.0f', tonumber(time[1]) * 1000000 + tonumber(time[2]))
local aside = 0
for i = 1, #ARGV, 4 do
  local key, rev = ARGV[i], ARGV[i + 2]
  if tonumber(redis.call('ZSCORE', KEYS[1], key) or '0') == tonumber(ARGV[i + 1]) then
    local was, since = string.match(redis.call('HGET', KEYS[2], key) or '', '^(%d+) (%d+) ')
    redis.call('ZREM', KEYS[1], key)
    redis.call('HSET', KEYS[2], key, rev .. ' ' .. (was == rev and since or now) .. ' ' .. ARGV[i + 3])
    aside = aside + 1
  end
end
return aside
