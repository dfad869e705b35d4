-- Applies writes to documents of one shard, one after the other, each wholly or not at all.
--
-- KEYS  clock, log, dirty, then for each write: its document, its collection's ids,
--       and, if it carries an idempotency key, where the answer is remembered
-- ARGV  greatest revision to draw, milliseconds to remember answers, log length, then each write:
--       operation, collection/id, precondition ('', '*', or a revision, 0 = absent),
--       digest of method and body ('' without an idempotency key), number of fields, the fields:
--         put     name, value
--         patch   name, value ('' removes)
--         adjust  name, delta, min ('' = none), max, 'long' or 'double'
--       Values are canonical JSON.
-- Reply for each write: outcome, revision, and for adjust the fields as JSON, for a refusal the field.
--
-- A log entry is c = "kind, clock before, document's revision before (0 = absent), collection/id,
-- names of removed fields", b = the fields as a JSON object: all of them where created (kind n),
-- those that differ where updated (u), none where deleted (x).

local clock_key, log_key, dirty_key = KEYS[1], KEYS[2], KEYS[3]
local ceiling, remember_ms, log_length = tonumber(ARGV[1]), ARGV[2], ARGV[3]
local next_key, next_arg = 4, 4
local EXACT = 9007199254740991

local function key()
  next_key = next_key + 1
  return KEYS[next_key - 1]
end

local function arg()
  next_arg = next_arg + 1
  return ARGV[next_arg - 1]
end

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

local function object(members)
  return '{' .. table.concat(members, ',') .. '}'
end

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local clock = tonumber(redis.call('GET', clock_key) or '0')
local drawn = clock

-- What is stored of the named fields and the revision; of all fields without names.
local function stored(document, names)
  local old = {}
  if names then
    local values = redis.call('HMGET', document, '_rev', unpack(names))
    old._rev = values[1]
    for i, name in ipairs(names) do
      old[name] = values[i + 1]
    end
  else
    local flat = redis.call('HGETALL', document)
    for i = 1, #flat, 2 do
      old[flat[i]] = flat[i + 1]
    end
  end
  return old
end

-- Each operation computes without writing: outcome or the change {kind, set, unset, members, extra}.
local compute = {}

function compute.put(document, fields)
  local old = stored(document)
  local set, unset, members, wanted = {}, {}, {}, {}
  for _, field in ipairs(fields) do
    local name, value = field[1], field[2]
    wanted[name] = true
    if old[name] ~= value then
      set[#set + 1] = name
      set[#set + 1] = value
      members[#members + 1] = member(name, value)
    end
  end
  for name in pairs(old) do
    if name ~= '_rev' and not wanted[name] then
      unset[#unset + 1] = name
    end
  end
  return old._rev, { kind = old._rev and 'u' or 'n', set = set, unset = unset, members = members }
end

local function names_of(fields)
  local names = {}
  for i, field in ipairs(fields) do
    names[i] = field[1]
  end
  return names
end

function compute.patch(document, fields)
  local old = stored(document, names_of(fields))
  if not old._rev then
    return nil, nil, 'missing'
  end
  local set, unset, members = {}, {}, {}
  for _, field in ipairs(fields) do
    local name, value = field[1], field[2]
    if value == '' then
      if old[name] then
        unset[#unset + 1] = name
      end
    elseif old[name] ~= value then
      set[#set + 1] = name
      set[#set + 1] = value
      members[#members + 1] = member(name, value)
    end
  end
  return old._rev, { kind = 'u', set = set, unset = unset, members = members }
end

function compute.adjust(document, fields)
  local old = stored(document, names_of(fields))
  if not old._rev then
    return nil, nil, 'missing'
  end
  local set, members, result = {}, {}, {}
  for _, field in ipairs(fields) do
    local name, delta, min, max, type = field[1], tonumber(field[2]), field[3], field[4], field[5]
    local sum = tonumber(old[name] or '0') + delta
    local finite = sum == sum and math.abs(sum) ~= math.huge
    if not finite
      or (type == 'long' and math.abs(sum) > EXACT)
      or (min ~= '' and sum < tonumber(min))
      or (max ~= '' and sum > tonumber(max)) then
      return old._rev, nil, 'bounds', name
    end
    local value = type == 'long' and whole(sum) or shortest(sum)
    if old[name] ~= value then
      set[#set + 1] = name
      set[#set + 1] = value
      members[#members + 1] = member(name, value)
    end
    result[#result + 1] = member(name, value)
  end
  return old._rev, { kind = 'u', set = set, unset = {}, members = members, extra = object(result) }
end

function compute.delete(document)
  local rev = redis.call('HGET', document, '_rev')
  if not rev then
    return nil, nil, 'missing'
  end
  return rev, { kind = 'x', set = {}, unset = {}, members = {} }
end

local function holds(precondition, rev)
  if precondition == '' then
    return true
  elseif precondition == '*' then
    return rev and true
  end
  return (rev or '0') == precondition
end

local function apply(document, ids, ref, rev, previous, change)
  local id = string.match(ref, '/(.*)$')
  if change.kind == 'x' then
    redis.call('DEL', document)
    redis.call('ZREM', ids, id)
  else
    change.set[#change.set + 1] = '_rev'
    change.set[#change.set + 1] = rev
    redis.call('HSET', document, unpack(change.set))
    if #change.unset > 0 then
      redis.call('HDEL', document, unpack(change.unset))
    end
    if change.kind == 'n' then
      redis.call('ZADD', ids, 0, id)
    end
  end
  local head = change.kind .. ' ' .. whole(drawn) .. ' ' .. (previous or '0') .. ' ' .. ref .. ' '
    .. table.concat(change.unset, ',')
  redis.call('XADD', log_key, 'MAXLEN', '~', log_length, rev .. '-0',
    'c', head, 'b', object(change.members))
  redis.call('ZADD', dirty_key, rev, ref)
end

local function remembered(at, digest)
  local answer = redis.call('GET', at)
  if not answer then
    return nil
  end
  local was, outcome, rev, extra = string.match(answer, '^(%S+) (%S+) (%S+) (.*)$')
  if was ~= digest then
    return { 'reused', 0, '' }
  end
  return { outcome, tonumber(rev), extra }
end

local function write(w)
  local answer = w.remember and remembered(w.remember, w.digest)
  if answer then
    return answer
  end
  local previous, change, refusal, field = compute[w.operation](w.document, w.fields)
  if refusal == 'missing' then
    return { 'missing', 0, '' }
  end
  if not holds(w.precondition, previous) then
    return { 'mismatch', tonumber(previous or '0'), '' }
  end
  if refusal then
    return { refusal, tonumber(previous), field }
  end
  local rev = math.max(drawn + 1, now)
  if rev > ceiling then
    return { 'clock', rev, '' }
  end
  apply(w.document, w.ids, w.ref, whole(rev), previous, change)
  drawn = rev
  local outcome, extra = change.kind == 'n' and 'created' or 'written', change.extra or ''
  if w.remember then
    redis.call('SET', w.remember, table.concat({ w.digest, outcome, whole(rev), extra }, ' '),
      'PX', remember_ms)
  end
  return { outcome, rev, extra }
end

local WIDTH = { put = 2, patch = 2, adjust = 5, delete = 1 }

local function take()
  local w = { operation = arg(), ref = arg(), precondition = arg(), digest = arg(), fields = {} }
  w.document, w.ids = key(), key()
  w.remember = w.digest ~= '' and key() or nil
  for i = 1, tonumber(arg()) do
    local field = {}
    for j = 1, WIDTH[w.operation] do
      field[j] = arg()
    end
    w.fields[i] = field
  end
  return w
end

local replies = {}
while next_arg <= #ARGV do
  local w = take()
  -- Reads come before writes: what fails here, a key of another type, has changed nothing.
  local ok, reply = pcall(write, w)
  replies[#replies + 1] = ok and reply or { 'error', 0, type(reply) == 'table' and reply.err or tostring(reply) }
end
if drawn > clock then
  redis.call('SET', clock_key, whole(drawn))
end
return replies
