-- Tells how documents stand with the index.
--
-- KEYS   dirty, refused
-- ARGV   collection/id of each
-- Reply  for each: 'w' it waits, 'r' it is refused, '' neither

local standing = {}
for i = 1, #ARGV do
  if redis.call('ZSCORE', KEYS[1], ARGV[i]) then
    standing[i] = 'w'
  else
    standing[i] = redis.call('HEXISTS', KEYS[2], ARGV[i]) == 1 and 'r' or ''
  end
end
return standing
