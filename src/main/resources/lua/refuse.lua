-- Puts documents aside that the index does not take, unless they changed since they were read: then they
-- are tried again as they are now. What is kept is "revision since reason", since in microseconds; a
-- revision refused before keeps its since.
--
-- KEYS   dirty, refused, then the documents
-- ARGV   for each document: collection/id, the revision up to which every change was read, whether it
--        existed (1 or 0), the reason
-- Reply  how many were put aside

local time = redis.call('TIME')
local now = string.format('%.0f', tonumber(time[1]) * 1000000 + tonumber(time[2]))
local aside = 0
for i = 3, #KEYS do
  local at = 4 * (i - 3)
  local key, up_to, existed, reason = ARGV[at + 1], ARGV[at + 2], ARGV[at + 3] == '1', ARGV[at + 4]
  local marked = redis.call('ZSCORE', KEYS[1], key)
  local rev = redis.pcall('HGET', KEYS[i], '_rev')
  if type(rev) == 'table' then
    -- Another type of key: no document.
    rev = nil
  end
  local same = rev and tonumber(rev) <= tonumber(up_to) or not rev and not existed
  if marked and tonumber(marked) <= tonumber(up_to) and same then
    local own = rev or up_to
    local was, since = string.match(redis.call('HGET', KEYS[2], key) or '', '^(%d+) (%d+) ')
    -- First what frees memory: a script that has written may go on where there is none.
    redis.call('ZREM', KEYS[1], key)
    redis.call('HSET', KEYS[2], key, own .. ' ' .. (was == own and since or now) .. ' ' .. reason)
    aside = aside + 1
  end
end
return aside
