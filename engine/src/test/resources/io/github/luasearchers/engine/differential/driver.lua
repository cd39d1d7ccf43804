-- Runs programs, each in globals of its own, and prints what each of them shows.
-- A program of statements is run as often as is said, and one of functions calls them as often.
local path, rounds = ...
rounds = tonumber(rounds)
local file = assert(io.open(path, "rb"))
local programs = file:read("*a")
file:close()

local write, type, tostring, load, pcall, select, error = io.write, type, tostring, load, pcall, select, error
local format, gsub, byte, sub, concat = string.format, string.gsub, string.byte, string.sub, table.concat
local sort, yield, setmetatable, pairs = table.sort, coroutine.yield, setmetatable, pairs

-- Lua 5.2 has numbers of one kind only.
local mathType = math.type or function(v) return type(v) == "number" and "float" or nil end

local function escape(c) return format("\\%d", byte(c)) end

-- All digits of a float; in a program with powers one less than all, for there C's library and Java's
-- may differ in the last one.
local digits = "float %.17g"

local function withoutAddress(text)
  return (gsub(text, "0x%x%x%x%x%x%x%x%x+", "PTR"))
end

-- Words a value so that no two of them look the same, but for what has an address.
local function worded(value)
  local kind = mathType(value)
  if kind == "integer" then return format("%d", value) end
  if kind == "float" then return value ~= value and "nan" or format(digits, value) end
  if type(value) == "string" then
    return '"' .. gsub(withoutAddress(value), '[%c"\128-\255]', escape) .. '"'
  end
  if value == nil or type(value) == "boolean" then return tostring(value) end
  return type(value)
end

-- Of a long list only the first values are told, for a program may unpack a million.
local function show(...)
  local words, count, values = {}, select("#", ...), {...}
  for i = 1, count < 100 and count or 100 do words[i] = worded(values[i]) end
  if count > 100 then words[101] = format("%d values", count) end
  write(concat(words, " "), "\n")
end

-- Cuts a result that is a long string, so that loops cannot make ever longer ones.
local function keep(ok, value, ...)
  if type(value) == "string" then value = sub(withoutAddress(value), 1, 12) end
  return ok, value
end

-- Returns a table's entries in an order that the table's own does not matter for.
local function keys(t)
  if type(t) ~= "table" then return "no table" end
  local entries = {}
  for k, v in pairs(t) do entries[#entries + 1] = worded(k) .. "=" .. worded(v) end
  sort(entries)
  return concat(entries, " ")
end

-- Returns what the compiler makes of a text.
local function broken(text)
  local chunk, message = load(text, "=b")
  return chunk and "compiles" or message
end

-- Returns a value to be closed, which says that it is.
local function C(name, how)
  return setmetatable({}, {__close = function(_, e)
    show("close", name, e)
    if how == "error" then error("of " .. name, 0) end
    if how == "yield" then show(yield("at " .. name)) end
  end})
end

local events = {"add", "sub", "mul", "div", "idiv", "mod", "pow", "unm", "band", "bor", "bxor", "shl", "shr", "bnot",
  "concat", "len", "index", "call"}

-- Returns an object all of whose operations answer with what they were given.
local function M(name)
  local meta = {}
  for i = 1, #events do
    local event = events[i]
    meta["__" .. event] = function(a, b) return name .. event .. worded(a) .. worded(b) end
  end
  meta.__eq = function(a, b) return name end
  meta.__lt = function(a, b) show("lt", a, b) return name == "m" end
  meta.__le = function(a, b) show("le", a, b) return nil end
  meta.__newindex = function(_, k, v) show("newindex", k, v) end
  meta.__tostring = function() return "object " .. name end
  return setmetatable({}, meta)
end

-- Returns an object that has a name and nothing else, and one that is only less than others.
local function N(name) return setmetatable({}, {__name = "My" .. name}) end

local function L(name)
  return setmetatable({x = 1}, {__lt = function(a, b) show("lt", a, b) return 1 end, __index = {y = 2}})
end

-- What programs of functions use.

local most, noted, sum

-- Shows what a function has returned; of many results the rest is added up.
local function note(...)
  noted = noted + 1
  if noted <= most then return show(...) end
  local count, values = select("#", ...), {...}
  for i = 1, count < 100 and count or 100 do
    local word = worded(values[i])
    word = gsub(word, "p:%d+:", "") -- of which some are known to differ
    for j = 1, #word do sum = (sum * 31 + byte(word, j)) % 1000000007 end
  end
end

-- Returns a traceback's lines in the program, and its message.
local function trace(e)
  local lines = {worded(e)}
  for line in string.gmatch(debug.traceback("", 1), "[^\n]+") do
    local place = line:match("^%s*(p:%d+:)")
    if place and #lines < 6 then lines[#lines + 1] = math.type and line or place end
  end
  return concat(lines, "|")
end

local function at(round, from, usual, other) if round < from then return usual end return other end
local function every(round, n, usual, other) if round % n == 0 then return other end return usual end
local function swap(a, b) return b, a end
local function upTo(most, i) if i < most then return i + 1, i * 0.5 end end
local function counter(v)
  local n = 0
  return function() n = n + 1 if n < 4 then return n, v end end
end
local function go(co, v)
  if type(co) == "function" then return pcall(co, v) end
  return coroutine.resume(co, v)
end
local function cut(text) return (sub(gsub(withoutAddress(text), "%-nan", "nan"), -12)) end
local function short(v) if type(v) == "string" then return cut(v) end return v end
-- Keeps lists without holes, and of one length.
local function key(k)
  if mathType(k) and k % 1 == 0 then return k % 4 + 1 end
  if k ~= k then return "nan" end
  return k
end
-- Returns one of four objects.
local function pick(list, n)
  if mathType(n) and n % 1 == 0 then return list[n % 4 + 1] end
  return list[1]
end
local function num(v) if mathType(v) and v == v then return v end return 0 end

local tools = {note = note, trace = trace, at = at, every = every, swap = swap, upTo = upTo, counter = counter, go = go,
  cut = cut, short = short, key = key, pick = pick, num = num, worded = worded, ROUNDS = rounds}

for program in string.gmatch(programs, "(.-)\1\n") do
  write("\1\n")
  digits = program:find("^", 1, true) and "float %.15g" or "float %.17g"
  local own = {show = show, keep = keep, keys = keys, broken = broken, C = C, M = M, N = N, L = L}
  local chunk, message = load(program, "=p", "t", setmetatable(own, {__index = _G}))
  if not chunk then
    show(message)
  elseif program:find("fuel", 1, true) then
    for name, tool in pairs(tools) do own[name] = tool end
    most, noted, sum = 300, 0, 0
    show(pcall(chunk))
    show(noted, sum)
  else
    for _ = 1, rounds do show(pcall(chunk)) end
  end
end
