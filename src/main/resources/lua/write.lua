-- Applies writes to documents, one after the other, each wholly or not at all.
--
-- KEYS  for each shard: clock, log, dirty, then for each write: its document; for put and delete its
--       collection's ids; with an idempotency key where the answer is remembered
-- ARGV  greatest revision to draw, milliseconds to remember answers, log length, then for each shard
--       the number of its writes, then each write:
--       operation, collection/id, precondition ('', '*', or a revision, 0 = absent),
--       digest of method and body ('' without an idempotency key), number of fields n, then
--         put     n names, n values
--         patch   n names, n values ('' removes)
--         adjust  n names, n deltas, n mins ('' = none), n maxs, n types ('long' or 'double')
--       Values are canonical JSON.
-- Reply for each write: its revision where an existing document was written and that is all; otherwise
--       outcome, revision, and for adjust the fields as JSON, for a refusal the field.
--
-- A log entry is c = "kind, clock before, document's revision before (0 = absent), collection/id,
-- names of removed fields", b = the fields as a JSON object: all of them where created (kind n),
-- those that differ where updated (u), none where deleted (x).
--
-- What this costs is what a write costs Redis: arguments are read where they lie, few tables are made
-- for a write, and a shard's marks and clock are written once for all of its writes.

local KEYS, ARGV, call = KEYS, ARGV, redis.call
local ceiling, remember_ms, log_length = tonumber(ARGV[1]), ARGV[2], ARGV[3]
local EXACT = 9007199254740991

local time = call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])

-- The shard in hand: its log, the last revision drawn as text and as number, the ZADD that marks what
-- was written.
local log_key, clock, drawn, marks
local UNMARKED = 2

-- Neither tostring nor .. keeps 16 digits.
local function whole(n)
  return string.format('%.0f', n == 0 and 0 or n)
end

-- The shortest text that reads back as the same number.
local function shortest(n)
  if n == math.floor(n) and math.abs(n) < 1e15 then
    return whole(n)
  end
  for digits = 15, 16 do
    local text = string.format('%.' .. digits .. 'g', n)
    if tonumber(text) == n then
      return text
    end
  end
  return string.format('%.17g', n)
end

local function member(name, value)
  return '"' .. name .. '":' .. value
end

-- A change is its HSET, which gets its revision when it is drawn, its HDEL if fields go, and the members
-- of the logged object.
local function update(document)
  return { hset = { 'HSET', document, '_rev', false }, members = {} }
end

local function set(change, name, value)
  local hset, members = change.hset, change.members
  local n = #hset
  hset[n + 1], hset[n + 2] = name, value
  members[#members + 1] = member(name, value)
end

local function unset(change, document, name)
  local hdel = change.hdel or { 'HDEL', document }
  hdel[#hdel + 1] = name
  change.hdel = hdel
end

-- Each operation computes without writing, for a document and n fields, the first named by ARGV[at]:
-- the document's revision, and the change or else why there is none and the field.
local compute = {}

function compute.put(document, at, n)
  local old, flat = {}, call('HGETALL', document)
  for i = 1, #flat, 2 do
    old[flat[i]] = flat[i + 1]
  end
  local rev, change = old._rev, update(document)
  old._rev = nil
  for i = at, at + n - 1 do
    local name, value = ARGV[i], ARGV[i + n]
    if old[name] ~= value then
      set(change, name, value)
    end
    old[name] = nil
  end
  for name in pairs(old) do
    unset(change, document, name)
  end
  return rev, change
end

function compute.patch(document, at, n)
  local old = call('HMGET', document, '_rev', unpack(ARGV, at, at + n - 1))
  if not old[1] then
    return nil, nil, 'missing'
  end
  local change = update(document)
  for i = 1, n do
    local name, value, was = ARGV[at + i - 1], ARGV[at + i - 1 + n], old[i + 1]
    if value ~= '' and value ~= was then
      set(change, name, value)
    elseif value == '' and was then
      unset(change, document, name)
    end
  end
  return old[1], change
end

function compute.adjust(document, at, n)
  local old = call('HMGET', document, '_rev', unpack(ARGV, at, at + n - 1))
  if not old[1] then
    return nil, nil, 'missing'
  end
  local change, results = update(document), {}
  for i = 1, n do
    local field = at + i - 1
    local name, min, max, type = ARGV[field], ARGV[field + 2 * n], ARGV[field + 3 * n], ARGV[field + 4 * n]
    local sum = tonumber(old[i + 1] or '0') + tonumber(ARGV[field + n])
    local finite = sum == sum and math.abs(sum) ~= math.huge
    if not finite
      or (type == 'long' and math.abs(sum) > EXACT)
      or (min ~= '' and sum < tonumber(min))
      or (max ~= '' and sum > tonumber(max)) then
      return old[1], nil, 'bounds', name
    end
    local value = type == 'long' and whole(sum) or shortest(sum)
    if value ~= old[i + 1] then
      set(change, name, value)
    end
    results[i] = member(name, value)
  end
  change.extra = '{' .. table.concat(results, ',') .. '}'
  return old[1], change
end

function compute.delete(document)
  local rev = call('HGET', document, '_rev')
  if not rev then
    return nil, nil, 'missing'
  end
  return rev, { members = {} }
end

local function holds(precondition, rev)
  if precondition == '' then
    return true
  elseif precondition == '*' then
    return rev and true
  end
  return (rev or '0') == precondition
end

-- The first entry trims the log for all that follow in the call.
local function apply(change, document, ids, ref, rev, previous)
  local kind, gone = 'u', ''
  if not change.hset then
    kind = 'x'
    call('DEL', document)
    call('ZREM', ids, string.match(ref, '/(.*)$'))
  else
    change.hset[4] = rev
    call(unpack(change.hset))
    if change.hdel then
      call(unpack(change.hdel))
      gone = table.concat(change.hdel, ',', 3)
    end
    if not previous then
      kind = 'n'
      call('ZADD', ids, 0, string.match(ref, '/(.*)$'))
    end
  end
  local head = kind .. ' ' .. clock .. ' ' .. (previous or '0') .. ' ' .. ref .. ' ' .. gone
  local id, body = rev .. '-0', '{' .. table.concat(change.members, ',') .. '}'
  if #marks == UNMARKED then
    call('XADD', log_key, 'MAXLEN', '~', log_length, id, 'c', head, 'b', body)
  else
    call('XADD', log_key, id, 'c', head, 'b', body)
  end
  marks[#marks + 1] = rev
  marks[#marks + 1] = ref
end

local function remembered(at, digest)
  local answer = call('GET', at)
  if not answer then
    return nil
  end
  local was, outcome, rev, extra = string.match(answer, '^(%S+) (%S+) (%S+) (.*)$')
  if was ~= digest then
    return { 'reused', 0, '' }
  end
  return { outcome, tonumber(rev), extra }
end

local function remember(at, digest, outcome, rev, extra)
  call('SET', at, digest .. ' ' .. outcome .. ' ' .. rev .. ' ' .. extra, 'PX', remember_ms)
end

-- The write whose arguments begin at ARGV[a].
local function write(a, document, ids, memory)
  local ref, digest = ARGV[a + 1], ARGV[a + 3]
  local answer = memory and remembered(memory, digest)
  if answer then
    return answer
  end
  local previous, change, refusal, field = compute[ARGV[a]](document, a + 5, tonumber(ARGV[a + 4]))
  if refusal == 'missing' then
    return { 'missing', 0, '' }
  end
  if not holds(ARGV[a + 2], previous) then
    return { 'mismatch', tonumber(previous or '0'), '' }
  end
  if refusal then
    return { refusal, tonumber(previous), field }
  end
  local number = drawn < now and now or drawn + 1
  if number > ceiling then
    return { 'clock', number, '' }
  end
  local rev = whole(number)
  apply(change, document, ids, ref, rev, previous)
  drawn, clock = number, rev
  local outcome, extra = previous and 'written' or 'created', change.extra or ''
  if memory then
    remember(memory, digest, outcome, rev, extra)
  end
  if previous and extra == '' then
    return number
  end
  return { outcome, number, extra }
end

local WIDTH = { put = 2, patch = 2, adjust = 5, delete = 0 }
local NAMES_ITS_COLLECTION = { put = true, delete = true }

local replies = {}

-- The shard whose keys begin at KEYS[k] and whose arguments begin at ARGV[a]; where the next begin.
local function write_all(k, a)
  local clock_key, dirty_key = KEYS[k], KEYS[k + 2]
  local writes = tonumber(ARGV[a])
  log_key, clock, marks = KEYS[k + 1], call('GET', clock_key) or '0', { 'ZADD', dirty_key }
  drawn = tonumber(clock)
  k, a = k + 3, a + 1
  for _ = 1, writes do
    local operation, document, ids, memory = ARGV[a], KEYS[k], nil, nil
    k = k + 1
    if NAMES_ITS_COLLECTION[operation] then
      ids, k = KEYS[k], k + 1
    end
    if ARGV[a + 3] ~= '' then
      memory, k = KEYS[k], k + 1
    end
    -- Reads come before writes: what fails here, a key of another type, has changed nothing.
    local ok, reply = pcall(write, a, document, ids, memory)
    replies[#replies + 1] = ok and reply or { 'error', 0, type(reply) == 'table' and reply.err or tostring(reply) }
    a = a + 5 + WIDTH[operation] * tonumber(ARGV[a + 4])
  end
  if #marks > UNMARKED then
    call('SET', clock_key, clock)
    call(unpack(marks))
  end
  return k, a
end

local k, a = 1, 4
while a <= #ARGV do
  k, a = write_all(k, a)
end
return replies
