-- Applies writes to documents, one after the other, each wholly or not at all.
--
-- KEYS  for each shard: clock, log, logged, milestones, dirty, then for each write: its document; for put
--       and delete its collection's ids; with an idempotency key where the answer is remembered
-- ARGV  greatest revision to draw, milliseconds to remember answers, changes between two milestones,
--       then for each shard the number of its writes, then each write:
--       operation; with a '?' behind it under conditions, which then follow: precondition ('', '*', or a
--       revision, 0 = absent), digest of method and body ('' without an idempotency key);
--       number of fields n, then
--         put     n names, n values
--         patch   n names, n values ('' removes)
--         adjust  n names, n deltas, n mins ('' = none), n maxs, n types ('long' or 'double')
--       Values are canonical JSON.
-- Reply for each write: its revision where an existing document was written and that is all; otherwise
--       outcome, revision, and for adjust the fields as JSON, for a refusal the field.
--
-- A log entry holds the changes of one call to one shard; its id is the last one's revision. Its text has
-- a line for each, after a first line with the clock before them. A line has tabs between its parts: kind,
-- revision, document's revision before (0 = absent), collection/id, and unless it was deleted (x) the names
-- of removed fields with commas, then name and value of fields in turn: all where it was created (n), those
-- that differ where it was updated (u). Canonical JSON has neither tabs nor line feeds.
--
-- A document is marked for the index as of the first change that the index lacks.
--
-- What this costs is what a write costs Redis: arguments are read where they lie, few tables are made
-- for a write, and a shard's log entry, marks and clock are written once for all of its writes.

local KEYS, ARGV, call = KEYS, ARGV, redis.call
local ceiling, remember_ms, step = tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[3])
local EXACT = 9007199254740991

-- The log is cut at its oldest milestone once there are more than so many.
local MILESTONES = 16
-- What a reader takes at once is a number of entries: no entry is to be much larger than this.
local ENTRY_BYTES = 16384

local time = call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])

-- The shard in hand: where document keys name the document, the last revision drawn as text and as
-- number, the ZADD that marks what was written, the log entry under way.
local name_at, clock_key, log_key, clock, drawn, marks, entry, entry_bytes, logged
local UNMARKED, EMPTY = 3, 1

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

-- A change is its HSET, which gets its revision when it is drawn, and its HDEL if fields go.
local function update(document)
  return { hset = { 'HSET', document, '_rev', false } }
end

local FIRST_FIELD = 5

local function set(change, name, value)
  local hset = change.hset
  local n = #hset
  hset[n + 1], hset[n + 2] = name, value
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
  return rev, {}
end

local function holds(precondition, rev)
  if precondition == '' then
    return true
  elseif precondition == '*' then
    return rev and true
  end
  local at = rev or '0'
  -- One revision, or any of several, which stand between commas.
  return at == precondition or string.find(precondition, ',' .. at .. ',', 1, true)
end

local function append()
  call('XADD', log_key, clock .. '-0', 'c', table.concat(entry, '\n'))
  logged, entry, entry_bytes = logged + #entry - EMPTY, { clock }, 0
end

-- Where Redis is out of memory, it takes nothing that could need more, except from a script that has
-- written already. A deletion frees memory, and takes the way that this leaves open; what follows it in the
-- same call must not. Known once a deletion asked.
local exhausted

local function probe()
  if exhausted == nil then
    local reply = redis.pcall('SET', clock_key, clock)
    exhausted = type(reply) == 'table' and reply.err or false
    if exhausted and not string.find(exhausted, 'OOM', 1, true) then
      error(reply)
    end
  end
end

local function remove(_, document, ids, ref, rev, previous)
  probe()
  call('DEL', document)
  call('ZREM', ids, string.match(ref, '/(.*)$'))
  return 'x\t' .. rev .. '\t' .. previous .. '\t' .. ref
end

local function store(change, document, ids, ref, rev, previous)
  if exhausted then
    error({ err = exhausted })
  end
  local hset, hdel, gone = change.hset, change.hdel, ''
  hset[4] = rev
  call(unpack(hset))
  if hdel then
    call(unpack(hdel))
    gone = table.concat(hdel, ',', 3)
  end
  if not previous then
    call('ZADD', ids, 0, string.match(ref, '/(.*)$'))
  end
  local line = (previous and 'u\t' or 'n\t') .. rev .. '\t' .. (previous or '0') .. '\t' .. ref .. '\t' .. gone
  if hset[FIRST_FIELD] then
    return line .. '\t' .. table.concat(hset, '\t', FIRST_FIELD)
  end
  return line
end

local function apply(change, document, ids, number, previous)
  local ref, rev = string.sub(document, name_at), whole(number)
  local line = (change.hset and store or remove)(change, document, ids, ref, rev, previous)
  drawn, clock = number, rev
  local marked, lines = #marks, #entry
  marks[marked + 1], marks[marked + 2], entry[lines + 1] = rev, ref, line
  entry_bytes = entry_bytes + #line
  if entry_bytes > ENTRY_BYTES then
    append()
  end
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

-- The write of n fields, the first named by ARGV[at].
local function write(operation, document, ids, memory, precondition, digest, at, n)
  local answer = memory and remembered(memory, digest)
  if answer then
    return answer
  end
  local previous, change, refusal, field = compute[operation](document, at, n)
  if refusal == 'missing' then
    return { 'missing', 0, '' }
  end
  if not holds(precondition, previous) then
    return { 'mismatch', tonumber(previous or '0'), '' }
  end
  if refusal then
    return { refusal, tonumber(previous), field }
  end
  local number = drawn < now and now or drawn + 1
  if number > ceiling then
    return { 'clock', number, '' }
  end
  apply(change, document, ids, number, previous)
  local outcome, extra = previous and 'written' or 'created', change.extra or ''
  if memory then
    remember(memory, digest, outcome, clock, extra)
  end
  if previous and extra == '' then
    return number
  end
  return { outcome, number, extra }
end

-- By operation, whether under conditions or not: its name, arguments for a field, whether it names its
-- collection's ids.
local OPERATIONS = {}
for name, shape in pairs({ put = { 2, true }, patch = { 2, false }, adjust = { 5, false }, delete = { 0, true } }) do
  OPERATIONS[name] = { name, shape[1], shape[2], false }
  OPERATIONS[name .. '?'] = { name, shape[1], shape[2], true }
end

local replies = {}

-- The shard whose keys begin at KEYS[k] and whose arguments begin at ARGV[a]; where the next begin.
local function write_all(k, a)
  local logged_key, milestones_key, dirty_key = KEYS[k + 2], KEYS[k + 3], KEYS[k + 4]
  local writes = tonumber(ARGV[a])
  clock_key, log_key = KEYS[k], KEYS[k + 1]
  clock, marks, entry_bytes, logged = call('GET', clock_key) or '0', { 'ZADD', dirty_key, 'NX' }, 0, 0
  drawn, entry, name_at = tonumber(clock), { clock }, #clock_key - #'clock' + #'doc:' + 1
  k, a = k + 5, a + 1
  for _ = 1, writes do
    local operation = OPERATIONS[ARGV[a]]
    local document, ids, memory, precondition, digest = KEYS[k], nil, nil, '', ''
    k, a = k + 1, a + 1
    if operation[3] then
      ids, k = KEYS[k], k + 1
    end
    if operation[4] then
      precondition, digest, a = ARGV[a], ARGV[a + 1], a + 2
      if digest ~= '' then
        memory, k = KEYS[k], k + 1
      end
    end
    local n = tonumber(ARGV[a])
    -- Reads come before writes: what fails here, a key of another type, has changed nothing.
    local ok, reply = pcall(write, operation[1], document, ids, memory, precondition, digest, a + 1, n)
    replies[#replies + 1] = ok and reply or { 'error', 0, type(reply) == 'table' and reply.err or tostring(reply) }
    a = a + 1 + operation[2] * n
  end
  if #marks > UNMARKED then
    if #entry > EMPTY then
      append()
    end
    call('SET', clock_key, clock)
    call(unpack(marks))
    local total = call('INCRBY', logged_key, logged)
    if total % step < logged then
      call('RPUSH', milestones_key, clock)
      while call('LLEN', milestones_key) > MILESTONES do
        call('XTRIM', log_key, 'MINID', '~', call('LPOP', milestones_key) .. '-0')
      end
    end
  end
  return k, a
end

local k, a = 1, 4
while a <= #ARGV do
  k, a = write_all(k, a)
end
return replies
