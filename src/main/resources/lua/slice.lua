-- Reads what follows in the shards' logs, up to a number of bytes.
--
-- KEYS   the logs
-- ARGV   bytes; the index of the log to begin with, from 1; then for each log the id after which to read
-- Reply  for each log: 1 if it may hold more than is here, else 0, then the ids and texts of its entries in
--        turn
--
-- At least one entry is read, whatever its size. Who calls again and again begins with each log in turn, so
-- that none waits for the others for ever.

local budget, first = tonumber(ARGV[1]), tonumber(ARGV[2])
local MOST = 64
local reply, bytes, entries = {}, 0, 0

for i = 0, #KEYS - 1 do
  local log = (first - 1 + i) % #KEYS + 1
  local found, from, more = { 0 }, '(' .. ARGV[log + 2], true
  while more and (bytes < budget or entries == 0) do
    -- As many as are likely to fit: an entry that is read beyond the budget was copied in vain.
    local count = 1
    if entries > 0 then
      count = math.max(1, math.min(MOST, math.floor((budget - bytes) * entries / math.max(1, bytes))))
    end
    local range = redis.call('XRANGE', KEYS[log], from, '+', 'COUNT', count)
    more = #range == count
    for _, entry in ipairs(range) do
      if bytes >= budget and entries > 0 then
        more = true
        break
      end
      local text = entry[2][2]
      found[#found + 1] = entry[1]
      found[#found + 1] = text
      bytes, entries, from = bytes + #text, entries + 1, '(' .. entry[1]
    end
  end
  found[1] = more and 1 or 0
  reply[log] = found
end
return reply
