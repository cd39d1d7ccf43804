-- Measures C libraries in the interpreter that runs this. Usage: measure.lua FOLDER [NAME...], the
-- folder having work.so; prints a line for each work: its name, the best time of its runs, its unit.
local folder = ...
local wanted = {select(2, ...)}
package.cpath = package.cpath .. ';' .. folder .. '/?.so'
local work, cjson, lpeg, lfs = require 'work', require 'cjson', require 'lpeg', require 'lfs'
local now = require 'socket'.gettime

-- The best of many runs, for at least a second and a half.
local function best(unit, count, f)
  local least, start = math.huge, now()
  local runs = 0
  repeat
    local before = now()
    f()
    least = math.min(least, now() - before)
    runs = runs + 1
  until runs >= 8 and now() - start > 1.5
  return least / count * unit
end

local function document()
  local rows = {}
  for i = 1, 1000 do
    rows[i] = {id = i, name = 'item number ' .. i, price = i / 8, tags = {'red', 'green', 'blue'},
      active = i % 2 == 0, note = i % 3 == 0 and ('a longer note of item %d, with some text'):format(i) or nil}
  end
  return rows
end

local rows = document()
local text = cjson.encode(rows)
local works = {}

local function add(name, unit, measure)
  if #wanted == 0 then works[#works + 1] = {name, unit, measure} end
  for _, each in ipairs(wanted) do
    if each == name then works[#works + 1] = {name, unit, measure} end
  end
end

local function loop(n, f, ...)
  local a, b = ...
  return function() for _ = 1, n do f(a, b) end end
end

add('call', 'ns', function()
  local noop = work.noop
  local function empty() for _ = 1, 1e6 do end end
  return best(1e9, 1e6, function() for _ = 1, 1e6 do noop() end end) - best(1e9, 1e6, empty)
end)
add('add', 'ns', function() return best(1e9, 1e6, loop(1e6, work.add, 1, 2)) end)
add('string', 'ns', function() return best(1e9, 1e6, loop(1e6, work.length, 'a short text')) end)
add('callback', 'ns', function() return best(1e9, 3e5, loop(3e5, work.call, function() end)) end)
add('pcall', 'ns', function() return best(1e9, 1e5, loop(1e5, work.protect, work.fail)) end)
add('decode', 'ms', function() return best(1e3, 1, function() cjson.decode(text) end) end)
add('encode', 'ms', function() return best(1e3, 1, function() cjson.encode(rows) end) end)
add('dkjson decode', 'ms', function()
  local dkjson = require 'dkjson'
  return best(1e3, 1, function() dkjson.decode(text) end)
end)
add('dkjson encode', 'ms', function()
  local dkjson = require 'dkjson'
  return best(1e3, 1, function() dkjson.encode(rows) end)
end)
add('lpeg', 'ms', function()
  local P, R, S, V = lpeg.P, lpeg.R, lpeg.S, lpeg.V
  local ws = S ' \t\n' ^ 0
  local json = P {
    'value',
    value = ws * (V 'string' + V 'number' + V 'object' + V 'array' + P 'true' + 'false' + 'null') * ws,
    string = '"' * ((1 - S '"\\') + P '\\' * 1) ^ 0 * '"',
    number = P '-' ^ -1 * R '09' ^ 1 * ('.' * R '09' ^ 1) ^ -1 * (S 'eE' * S '+-' ^ -1 * R '09' ^ 1) ^ -1,
    object = '{' * ws * (V 'pair' * (',' * V 'pair') ^ 0) ^ -1 * '}',
    pair = ws * V 'string' * ws * ':' * V 'value',
    array = '[' * ws * (V 'value' * (',' * V 'value') ^ 0) ^ -1 * ']',
  } * -1
  local parts = {}
  while #parts * #text < 1e6 do parts[#parts + 1] = text end
  local big = '[' .. table.concat(parts, ',') .. ']'
  assert(json:match(big))
  return best(1e3, 1, function() json:match(big) end)
end)
add('lfs', 'ms', function()
  local function walk(path)
    local count = 0
    for name in lfs.dir(path) do
      if name ~= '.' and name ~= '..' then
        local file = path .. '/' .. name
        count = count + 1
        if lfs.attributes(file, 'mode') == 'directory' then count = count + walk(file) end
      end
    end
    return count
  end
  assert(walk(folder .. '/tree') >= 20000)
  return best(1e3, 1, function() walk(folder .. '/tree') end)
end)
add('userdata', 'ms', function()
  local object = work.object
  work.finalized()
  local function make() for _ = 1, 1e5 do object() end collectgarbage() collectgarbage() end
  make()
  local time = best(1e3, 1, make)
  assert(work.finalized() >= 1e5)
  return time
end)

for _, each in ipairs(works) do
  print(('%s\t%.3f\t%s'):format(each[1], each[3](), each[2]))
end
