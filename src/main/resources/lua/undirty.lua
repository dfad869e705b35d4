-- Takes documents out of the index's queue that are as they were when they were read. One that changed
-- since stays there, as of the first change that was not read.
--
-- KEYS   dirty, refused, then the documents
-- ARGV   for each document: collection/id, the revision up to which every change was read, whether it
--        existed (1 or 0)
-- Reply  how many were taken out

local taken = 0
for i = 3, #KEYS do
  local at = 3 * (i - 3)
  local key, up_to, existed = ARGV[at + 1], tonumber(ARGV[at + 2]), ARGV[at + 3] == '1'
  local marked = tonumber(redis.call('ZSCORE', KEYS[1], key) or '0')
  local rev = redis.pcall('HGET', KEYS[i], '_rev')
  if type(rev) == 'table' then
    -- Another type of key: no document.
    rev = nil
  end
  if rev and tonumber(rev) <= up_to or not rev and not existed and marked <= up_to then
    taken = taken + redis.call('ZREM', KEYS[1], key)
  elseif marked <= up_to then
    -- Where there is no memory for it, the former mark says less and is as true.
    redis.pcall('ZADD', KEYS[1], 'XX', string.format('%.0f', up_to + 1), key)
  end
  redis.call('HDEL', KEYS[2], key)
end
return taken
