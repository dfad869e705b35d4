-- Removes the changes of a shard's log that are older than a limit, by the clock of Redis, which is also
-- the one that revisions come from.
--
-- KEYS   log
-- ARGV   the limit in microseconds
-- Reply  how many entries were removed

local time = redis.call('TIME')
local oldest = tonumber(time[1]) * 1000000 + tonumber(time[2]) - tonumber(ARGV[1])
if oldest <= 0 then
  return 0
end
return redis.call('XTRIM', KEYS[1], 'MINID', '~', string.format('%.0f', oldest) .. '-0')
