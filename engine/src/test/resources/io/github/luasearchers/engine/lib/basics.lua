-- Calls the basic functions and those of os and io with values at the edges, and works on files in
-- sequences of random steps. Prints a line for each call: its results, or its message. The calls
-- follow from the seed alone, so that two interpreters can be compared line by line.
--
-- Where numbers are of two subtypes, results show theirs: 12 is an integer and 12.0 a float.
--
-- usage: lua5.2 basics.lua seed calls steps directory

local seed, calls, steps, directory = tonumber(arg[1]), tonumber(arg[2]), tonumber(arg[3]), arg[4]

-- The script's own copies: what it calls to print must not be what it draws.
local byte, char, format, concat = string.byte, string.char, string.format, table.concat
local floor, pcall, type, tostring, select = math.floor, pcall, type, tostring, select
local rawget, rawequal, getmetatable, setmetatable = rawget, rawequal, getmetatable, setmetatable
local next, load, print, collectgarbage = next, load, print, collectgarbage
local pack, unpack, os, io, ipairs = table.pack, table.unpack, os, io, ipairs
local subtype, warn = math.type, warn
local level53 = subtype ~= nil

local function random(n) -- a number from 1 to n
  seed = (seed * 16807) % 2147483647
  return floor(seed / 2147483647 * n) + 1
end

local function one(list)
  return list[random(#list)]
end

local function chance(percent)
  return random(100) <= percent
end

-- ---- showing

local function quote(s)
  local out = {}
  for i = 1, #s do
    local c = byte(s, i)
    out[i] = c >= 32 and c < 127 and c ~= 92 and char(c) or "\\" .. c
  end
  return '"' .. concat(out) .. '"'
end

-- Leaves out of a list what differs in the language and not in its libraries.
local function of_any_level(list, language)
  if level53 then
    local without = {}
    for _, v in ipairs(list) do
      if not language[v] then
        without[#without + 1] = v
      end
    end
    return without
  end
  return list
end

local place = directory:gsub("%p", "%%%0") -- as a pattern

local show

function show(v)
  local kind = type(v)
  if kind == "string" then
    v = v:gsub("0x%x%x%x%x%x%x+", "ADDRESS"):gsub(place, "DIR", 1):gsub("'_G%.", "'")
    return #v > 200 and "#" .. #v .. quote(v:sub(1, 40)) or quote(v)
  elseif kind == "number" then
    if subtype and subtype(v) == "integer" then
      return format("%d", v)
    end
    local shown = v == 0 and 1 / v < 0 and "-0" or format("%.13g", v)
    return subtype and not shown:find("[^%d-]") and shown .. ".0" or shown
  elseif kind == "boolean" or kind == "nil" then
    return tostring(v)
  elseif kind == "userdata" then
    return io.type(v) or kind
  elseif kind == "table" and rawget(v, "year") and not getmetatable(v) then
    local out = {}
    for i, field in ipairs({"year", "month", "day", "hour", "min", "sec", "wday", "yday", "isdst"}) do
      out[i] = show(rawget(v, field))
    end
    return concat(out, "/")
  end
  return kind
end

local function results(ok, ...)
  local n = select("#", ...)
  local out = {}
  for i = 1, n < 12 and n or 12 do
    out[i] = show((select(i, ...)))
  end
  return (ok and n or "error") .. ": " .. concat(out, ", ")
end

local line = 0

local function report(what, ...)
  line = line + 1
  print(line .. " " .. what .. " " .. results(...))
end

-- ---- drawing values

local with_all = setmetatable({10, 20, 30}, {
  __tostring = function() return "with all" end,
  __pairs = function(t) return function(_, k) if not k then return 1, "pair" end end, t, nil end,
  __ipairs = function(t) return function(_, i) if i < 1 then return 1, "ipair" end end, t, 0 end,
  __index = function(_, k) return "index of " .. tostring(k) end,
  __newindex = function() error("no new fields") end,
  __len = function() return 42 end,
  __call = function(_, ...) return "called", ... end,
  __eq = function() return true end,
  __metatable = "protected",
})
local bad_tostring = setmetatable({}, {__tostring = function() return {} end})
local number_tostring = setmetatable({}, {__tostring = function() return 12.5 end})
local failing = setmetatable({}, {__tostring = function() error({}) end})

-- Adds to a list the integers, floats and texts that only Lua 5.3 and later tell apart.
local function with_subtypes(list, ...)
  if level53 then
    for _, v in ipairs({...}) do
      list[#list + 1] = v
    end
  end
  return list
end

local max, min = math.maxinteger, math.mininteger
local numbers = with_subtypes({
  0, -0.0, 1, -1, 2, 3, 10, 16, 36, 37, 0.5, -1.5, 1.9, 255, 2^31, -2^31, 2^31 - 1, 2^32, 2^53,
  -2^53, 2^63, 1e15, 1e100, -1e300, 1/0, -1/0, 123456.789,
}, max, min, max and max - 1, min and min + 1, 1.0, 2.0, 10.0, 36.0, 255.0)
local strings = of_any_level({
  "", "0", "10", "-7", "0x10", "0X.8p1", "  5  ", "\t12\n", "5 x", "1e1", "1e", ".5", "5.", ".",
  "abc", "ABC", "zz", "Zz9", "a\0b", "10\0", "#", "#x", "-", "+", "- 1", "1 2", "%d", "inf", "nan",
  "0x", "0xg", "99999999999999999999", "\xc3\xa4", "collect", "count", "*t", "return 1", "x = ",
  "return ...", "\27Lua", "1" .. ("0"):rep(40),
}, {["\27Lua"] = true, ["0xg"] = true})
with_subtypes(strings, "9223372036854775807", "9223372036854775808", "-9223372036854775808", "0xffffffffffffffffff",
  "9007199254740993", "1.0", "3.", "0x1.8", "-0", "-0.0", "0x8000000000000000")
local function index_nil()
  local x = nil
  return x.y
end

local functions = of_any_level({
  function(...) return ... end,
  function() error("thrown") end,
  function() error("thrown", 0) end,
  function() error({}) end,
  function() error() end,
  function() return nil, 2, 3 end,
  index_nil,
  tostring, select,
}, {[index_nil] = true})

local function any()
  local kind = random(14)
  if kind <= 4 then
    return one(numbers)
  elseif kind <= 8 then
    return one(strings)
  elseif kind == 9 then
    return nil
  elseif kind == 10 then
    return chance(50)
  elseif kind == 11 then
    return one(functions)
  elseif kind == 12 then
    return one({with_all, bad_tostring, number_tostring})
  elseif kind == 13 then
    return {1, 2, 3, x = 4}
  end
  return {}
end

local function printable() -- without an address
  local v = any()
  if type(v) == "function" or type(v) == "table" and not getmetatable(v) then
    return 1
  elseif rawequal(v, bad_tostring) and level53 and not warn then
    return 1 -- print of 5.3, and no other, fails without saying where
  end
  return v
end

local function number()
  return chance(80) and one(numbers) or any()
end

local function small()
  return chance(85) and random(8) - 4 or number()
end

local function text()
  return chance(85) and one(strings) or any()
end

local function table_()
  if chance(15) then
    return any()
  end
  return chance(25) and with_all or {"a", "b", nil, "d", x = 1, [2.5] = 2, [-1] = 3}
end

local of_the_language = {
  ["return 'a\\xzz'"] = true, ["return '\\400'"] = true, ["--[["] = true, ["\27Lua"] = true,
  ["\27"] = true, ["break"] = true, ["::a:: ::a::"] = true, ["goto nowhere"] = true,
}

local function code()
  return one(of_any_level({
    "return 1, 2", "return ...", "x", "return x", "error('in chunk')", "local a = 1 return a + ...",
    "return 1 +", "for", "goto nowhere", "break", "return 'a\\xzz'", "::a:: ::a::", "", "#!x\nreturn 1",
    "return _ENV == nil", "x = 1 return x", "\27Lua", "\27", "return 1e", "return '\\400'", "a.b:c = 1",
    "return [==[a]==]", "--[[", "return 0x", "return ... , #...", "x = }",
  }, of_the_language))
end

local function reader()
  local pieces = {}
  for piece in (code() .. "\n"):gmatch("..?.?") do
    pieces[#pieces + 1] = piece
  end
  -- Only the first, as PUC stops at a syntax error, and asks for no more.
  local i, bad = 0, chance(15) and one(of_any_level({true, {}, 5, "", print, false}, {[5] = true}))
  return function()
    i = i + 1
    if i == 1 and bad then
      return bad
    end
    return pieces[i]
  end
end

-- ---- the functions

local parameters = {200, 100, 150.0, "203", 1001, 2000, nil}

local formats = {
  "%c", "!%c", "%x %X", "%d/%m/%y", "!%H:%M:%S", "%A %B", "%a %b %e %j", "%p %I", "%U %W %V %G %g %u %w",
  "%y %Y %C", "%D %F %T %R %r", "%n%t%%", "%h", "%Ec %EC %Ex %EX %Ey %EY", "%Od %Oe %OH %OI %Om",
  "%OM %OS %Ou %OU %OV %Ow %OW %Oy", "!%z", "%", "%Q", "x%", "%E", "%Ez", "%O", "%Oc", "%5d", "%-d",
  "%i", "%k", "%L", "plain", "", "!", "a\0%d", "%\0", "!%%%%",
}

local function time()
  return one(of_any_level({0, 1, -1, 59, 86399, 86400, 951782400, 1078012800, 1e9, 1234567890, 2^31 - 1, 2^31,
    4107542400, -86401, -2^31, 253402300799, 1e12, -1e11, 1.5, -1.5, 94694399, 1704067200}, {}))
    + (chance(50) and (random(20000) - 10000) * 86400 or 0)
end

local function date()
  local t = {year = 1969 + random(120), month = random(12), day = random(28)}
  for _, field in ipairs({"year", "month", "day", "hour", "min", "sec"}) do
    if chance(25) then
      t[field] = one(with_subtypes({0, -1, 1, 13, 25, 61, -100, 366, 1000, 5.5, "7", " 8 ", "x", {}, "0x10"},
        5.0, 6.0, "7.0", max, min, 2^31, -2^31, 2^30))
    elseif chance(5) then
      t[field] = nil
    end
  end
  if chance(20) then
    t.isdst = one({true, false, 1})
  end
  return t
end

local function args(...)
  return {n = select("#", ...), ...}
end

local function some(f) -- none to three values
  local t = {n = random(4) - 1}
  for i = 1, t.n do
    t[i] = f()
  end
  return t
end

local G = {}
for name, value in next, _G do
  G[name] = value
end

local plans = {
  {G, "assert", function() return chance(50) and args(any(), text(), any()) or some(any) end},
  {G, "error", function() return chance(70) and args(any(), random(5) - 2) or some(any) end},
  {G, "getmetatable", function() return some(table_) end},
  {G, "setmetatable", function() return args(chance(60) and {} or table_(), chance(60) and {__metatable = any()} or any()) end},
  {G, "ipairs", function() return some(table_) end},
  {G, "pairs", function() return some(table_) end},
  {G, "next", function() return args(chance(80) and {"a", "b"} or table_(), one({1, 2, 3, "no", {}})) end},
  {G, "pcall", function() return args(chance(80) and one(functions) or any(), any(), any()) end},
  {G, "xpcall", function()
    -- a __gc of a file, run in the overflow of a handler that fails, would be named
    collectgarbage()

    return args(chance(80) and one(functions) or any(), chance(80) and one(functions) or any(), any())
  end},
  {G, "rawequal", function() return some(any) end},
  {G, "rawlen", function() return some(any) end},
  {G, "rawget", function() return args(table_(), any()) end},
  {G, "rawset", function() return args(chance(80) and {} or any(), any(), any()) end},
  {G, "select", function() return args(chance(70) and small() or chance(50) and "#" or any(), any(), any(), any()) end},
  {G, "tonumber", function() return some(text) end},
  {G, "tonumber", function() return args(text()) end},
  {G, "tonumber", function() return args(text(), number()) end},
  {G, "tonumber", function() return args(text(), random(37)) end},
  {G, "tostring", function() return some(any) end},
  {G, "type", function() return some(any) end},
  {G, "unpack", function() return args({1, 2, 3}, small(), small()) end},
  {G, "print", function() return some(printable) end},
  {G, "collectgarbage", function()
    return args(one({"isrunning", "setpause", "setstepmul", "setmajorinc", "x", "", 5}), level53 and one(parameters) or 200)
  end},
  {G, "load", function() return args(code(), chance(50) and text() or nil, chance(40) and one({"b", "t", "bt", "x", ""}) or nil) end},
  {G, "load", function() return args(code(), "=name", "t", {}) end},
  {G, "load", function() return args(reader(), chance(40) and text() or nil) end},
  {G, "load", function() return some(any) end},
  {G, "loadstring", function() return args(code(), chance(30) and text() or nil) end},
  {G, "loadfile", function() return args(directory .. "/" .. one({"none", "chunk", "bad", "", "chunk/x"}), one({"t", "b", "bt"})) end},
  {G, "dofile", function() return args(directory .. "/" .. one({"none", "chunk", "bad", "throws"})) end},
  {os, "date", function() return args(one(formats), time()) end},
  {os, "date", function() return args(chance(80) and one(formats) or any(), chance(80) and time() or any()) end},
  {os, "date", function() return args(one({"*t", "!*t", "*tx", "!*t "}), time()) end},
  {os, "time", function() return args(date()) end},
  {os, "time", function() return args(date()) end},
  {G, "warn", function()
    io.stdout:flush() -- as warnings go to another stream
    return chance(40) and args(one({"@on", "@off", "@other", "@", ""})) or some(text)
  end},
  {os, "difftime", function() return args(number(), chance(70) and number() or nil) end},
  {os, "getenv", function() return args(chance(50) and "NO SUCH VARIABLE" or {}) end},
  {os, "setlocale", function() return args(one({"C", "POSIX", "xx"}), one({"all", "time", "numeric", "x", nil})) end},
  {os, "remove", function() return args(directory .. "/" .. one({"none", "none/x", "full", "chunk/"})) end},
  {os, "remove", function() return args(chance(30) and one({{}, true, print}) or "") end},
  {os, "rename", function() return args(directory .. "/none", directory .. "/other") end},
  {os, "rename", function() return args(directory .. "/chunk", directory .. "/" .. one({"none/x", "full", "chunk"})) end},
  {os, "execute", function() return args(one({"exit 3", "true", "false", "exit 130", "kill -9 $$"})) end, 6},
  {io, "open", function()
    return args(chance(90) and directory .. "/" .. one({"none", "full", "chunk", "chunk/x", ""}) or any(),
      chance(80) and one({"r", "rb", "r+", "r+b", "rw", "x", "", "r++", "rb+", "rbb", "+r"}) or any())
  end},
  {io, "type", function() return chance(50) and args(one({io.stdout, io.stdin, 5})) or some(any) end},
  {io, "lines", function() return args(directory .. "/" .. one({"none", "chunk", "full"}), "*l", one({"*a", 5, "x", nil})) end},
  {io, "lines", function() return args(chance(50) and {} or print) end},
  {io, "input", function() return args(directory .. "/" .. one({"none", "chunk"})) end},
  {io, "output", function() return args(one({directory .. "/none/x", {}, true})) end},
  {io, "close", function() return args(any()) end},
  {io, "read", function() return args(one({"*l", "*n", "x", "*x", 0, 3, {}, "", "n", -0.0})) end},
  {io, "write", function() return some(printable) end},
  {io, "popen", function() return args(one({"echo hi", "exit 2"}), one({"r", "x", "rw"})) end, 4},
}

do -- only those that this interpreter has
  local present = {}
  for _, plan in ipairs(plans) do
    if plan[1][plan[2]] then
      present[#present + 1] = plan
    end
  end
  plans = present
end

-- A function is called as a field, so that messages have its name.
for _, plan in ipairs(plans) do
  plan.call = load("local t, pack = ...; return function(...) local r = pack(t." .. plan[2]
    .. "(...)) return r end", "=call")(plan[1], pack)
end

local function outcome(ok, r, ...)
  if not ok then
    return ok, r, ...
  end
  for i = 1, r.n do
    if io.type(r[i]) == "file" and r[i] ~= io.stdout and r[i] ~= io.stdin and r[i] ~= io.input() then
      r[i]:close()
    end
  end
  return true, unpack(r, 1, r.n)
end

local function file(name, content)
  local f = assert(io.open(directory .. "/" .. name, "w"))
  f:write(content)
  f:close()
end

file("chunk", "#!first line\nreturn 'chunk', ...\n")
file("bad", "x = = 1\n")
file("throws", "\n\nerror('at line 3')\n")
os.execute("mkdir " .. directory .. "/full && echo x > " .. directory .. "/full/x")
io.input(directory .. "/chunk")

local rare = 0
for _ = 1, calls do
  local plan = one(plans)
  if not plan[4] or rare < 40 then
    rare = rare + (plan[4] and 1 or 0)
    local a = plan[3]()
    report(plan[2], outcome(pcall(plan.call, unpack(a, 1, a.n))))
    if plan[2] == "time" then
      report("normal", true, a[1]) -- what time has made of the fields
    end
    if plan[2] == "pairs" or plan[2] == "ipairs" then
      local ok, r = pcall(plan.call, unpack(a, 1, a.n))
      if ok and r.n == 3 then
        report("step", pcall(r[1], r[2], r[3]))
      end
    end
  end
end
io.input():close()

-- ---- files in random steps

local contents = {
  "", "\n", "one\ntwo\nthree\n", "no end", "12 0x1F -3.5e2 .5 5. 1e+ 0x 0x.8p1 +7 -inf nan x 9\n8",
  "a\r\nb\r\n", ("long line "):rep(900) .. "\nshort\n", "\n\n\n", "1,2;3 4\n5e400 1e-400\n-0 00012 1..2",
  "  \t 77 \v\f 88\n\n 99", ("x"):rep(5000), "0x1p 0x1p+ 0x1p+4 0xp4 1e5e5 1.2.3 --1 +-1 infinity inFx nano NaN",
}
local reads = with_subtypes({"*l", "*L", "*n", "*a", 0, 1, 5, 100, 5000, "*n", "*l"}, "n", 3.0, "l", "n")

with_subtypes(contents, "9223372036854775807 9223372036854775808 0x7fffffffffffffffff -0x8000000000000000 1.0 3. -0.0\n" ..
  ("1"):rep(199) .. " " .. ("1"):rep(200) .. " " .. ("1"):rep(201) .. " 0x" .. ("f"):rep(230))

local writings = with_subtypes({"text", "line\n", "", "\1\255", 42, -1.5, 1e100, ("y"):rep(5000)}, 1.0, -0.0, max, min, 2^53)

local function write_something(f)
  return f:write(one(writings), one({"", "z", 7}))
end

local step_kinds = {
  function(f) return "read", f:read(one(reads)) end,
  function(f) return "read", f:read(one(reads)) end,
  function(f) return "read", f:read() end,
  function(f) return "read", f:read(one(reads), one(reads), one(reads)) end,
  function(f) return "lines", f:lines(one(reads))() end,
  function(f) return "write", write_something(f) end,
  function(f) return "write", write_something(f) end,
  function(f) return "seek", f:seek() end,
  function(f) return "seek", f:seek(one({"set", "cur", "end"}), 1 - random(15)) end,
  function(f)
    -- Not beyond the end: lua5.2 loses the rest of a line after a NUL.
    local size = f:seek("end")
    return "seek", f:seek("set", math.min(size, random(40) - 1))
  end,
  function(f) return "seek", f:seek("end") end,
  function(f) return "flush", f:flush() end,
  function(f) return "setvbuf", f:setvbuf(one({"no", "full", "line"}), one({10, 1000, nil})) end,
}

local path = directory .. "/steps"
local done = 0
while done < steps do
  file("steps", one(contents))
  local mode = one({"r", "w", "a", "r+", "w+", "a+", "rb", "r+b", "r", "r+"})
  local f = assert(io.open(path, mode))
  report("open " .. mode, true, io.type(f))
  local wrote, read = false, false
  for _ = 1, random(12) do
    done = done + 1
    local kind = one(step_kinds)
    -- C wants a position to be set between a read and a write.
    if wrote or read then
      pcall(f.seek, f, "cur", 0)
    end
    wrote, read = true, true
    local ok, what, a, b, c, d = pcall(kind, f)
    if ok then
      report(what, ok, a, b, c, d)
    else
      report("step", ok, what)
    end
  end
  report("close", f:close())
  report("again", pcall(f.read, f))
  local all = assert(io.open(path, "rb"))
  report("content", true, all:read("*a"))
  all:close()
  done = done + 2
end

-- ---- a script of what depends on order

local function try(name, f, ...)
  report(name, pcall(f, ...))
end

local a = assert(io.open(path, "w"))
a:setvbuf("full", 2000)
a:write("x")
local b = assert(io.open(path))
try("buffered", b.read, b, "*a")
a:close()
b:seek("set")
try("flushed", b.read, b, "*a")
b:close()
a = assert(io.open(path, "a"))
a:setvbuf("no")
a:write("y")
b = assert(io.open(path))
try("unbuffered", b.read, b, "*a")
a:setvbuf("line")
a:write("z")
b:seek("set")
try("line", b.read, b, "*a")
a:write("\n")
b:seek("set")
try("line", b.read, b, "*a")
a:close()
b:close()
for text in io.lines(path) do
  try("lines", tostring, text)
end
local lines = io.lines(path)
while lines() do end
try("lines", lines)
try("lines", function() for _ in io.lines(path) do io.lines("none") end end)
local old = io.output()
io.output(path)
try("write", io.write, "first\n", 2, "\n")
try("write", function() return io.output():seek("set", 0) end)
try("write", io.write, "F")
try("close", io.close)
try("write", io.write, "x")
try("close", io.close)
io.output(old)
io.input(path)
try("read", io.read, "*l", "*n", 1, 1)
try("lines", function() return io.lines()() end)
try("close", function() return io.close(io.input()) end)
try("read", io.read)
try("lines", io.lines)
local p = io.popen("echo hi; exit 7", "r")
try("popen", p.seek, p)
try("popen", p.write, p, "x")
try("popen", p.read, p, "*a")
try("popen", p.close, p)
p = io.popen("cat > " .. path .. "; exit 8", "w")
try("popen", p.write, p, "through a pipe\n", 5)
try("popen", p.read, p)
try("popen", p.close, p)
try("popen", p.close, p)
try("content", function() return io.open(path):read("*a") end)
local t = io.tmpfile()
try("tmpfile", t.write, t, "abc")
try("tmpfile", t.seek, t, "set", 1)
try("tmpfile", t.read, t, "*a")
try("tmpfile", t.close, t)
try("tostring", tostring, t)
try("rename", os.rename, path, path .. "2")
try("remove", os.remove, path)
try("remove", os.remove, path .. "2")
local name = os.tmpname()
try("tmpname", io.type, io.open(name))
try("tmpname", os.remove, name)
local full = io.open("/dev/full", "w")
if full then
  try("full", full.write, full, "x")
  try("full", full.flush, full)
  try("full", full.write, full, "x")
  try("full", full.close, full)
end
os.remove(directory .. "/full/x")
for _, left in ipairs({"chunk", "bad", "throws", "full"}) do
  try("remove", os.remove, directory .. "/" .. left)
end
