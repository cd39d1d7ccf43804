-- Calls the functions of string, table, math, bit32 and utf8, as far as there are any, with values at
-- the edges, and prints a line for each call: its results, or its message. The calls follow from the
-- seed alone, so that two interpreters can be compared line by line.
--
-- Where numbers are of two subtypes, results show theirs: 12 is an integer and 12.0 a float.
--
-- usage: lua5.2 calls.lua seed count

local level53 = math.tointeger ~= nil

unpack = nil -- it is table.unpack, and messages would call it by either name
if level53 then
  math.atan2 = nil -- as it is math.atan there
end

-- Adds to a list the integers, floats and texts that only Lua 5.3 and later tell apart.
local function with_subtypes(list, ...)
  if level53 then
    for _, v in ipairs({ ... }) do
      list[#list + 1] = v
    end
  end
  return list
end

local exact_random = warn ~= nil -- whether the sequence is promised
if exact_random then
  math.randomseed(1, 2)
end

local seed, count = tonumber(arg[1]), tonumber(arg[2])

-- The script's own copies: what it calls to print must not be what it draws.
local byte, char, format, concat, floor = string.byte, string.char, string.format, table.concat, math.floor
local subtype, randomseed = math.type, math.randomseed
local pcall, type, tostring, rawget, select = pcall, type, tostring, rawget, select

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
    if c >= 32 and c < 127 and c ~= 92 then
      out[i] = char(c)
    else
      out[i] = "\\" .. c
    end
  end
  return '"' .. concat(out) .. '"'
end

local show

local function list(t)
  local out = {}
  for i = -1, 12 do
    local v = rawget(t, i)
    if v ~= nil then
      out[#out + 1] = i .. "=" .. (type(v) == "table" and "table" or show(v))
    end
  end
  if rawget(t, "n") ~= nil then
    out[#out + 1] = "n=" .. show(rawget(t, "n"))
  end
  return "{" .. concat(out, " ") .. "}"
end

function show(v)
  local kind = type(v)
  if kind == "string" then
    return #v > 300 and "#" .. #v .. quote(v:sub(1, 40)) or quote(v)
  elseif kind == "number" then
    if subtype and subtype(v) == "integer" then
      return format("%d", v)
    end
    local text = v == 0 and 1 / v < 0 and "-0" or format("%.13g", v)
    return subtype and not text:find("[^%d-]") and text .. ".0" or text
  elseif kind == "table" then
    return list(v)
  elseif kind == "function" then
    return "function"
  end
  return tostring(v)
end

local function results(...)
  local n = select("#", ...)
  local out = {}
  for i = 1, n < 12 and n or 12 do
    out[i] = show((select(i, ...)))
  end
  return n .. ": " .. concat(out, ", ")
end

-- ---- drawing values

local strings = {
  "", "a", "abc", "hello world", "aaa", "a,b,,c", "key = value", "  trim  ", "(a(b)c)", "x^y$z",
  "\0", "a\0b", "\0\0", "\255\254", "\195\164\195\182", "line\nbreak\r\n", "tab\there", "%d %s", "100%",
  "THE (quick) fox", "0x10", "10", "-3", " 5 ", "1e3", "0x1p4", "nan", "inf", "1e", "[[x]]", "a.b.c",
  ("ab"):rep(10), ("x"):rep(40), "\\\"'", "127.0.0.1", "a-b", "]", "[", "%", "^", "$", "A1b2C3",
}

local numbers = with_subtypes({
  0, 1, 2, 3, 4, 5, 7, 10, 16, 31, 32, 33, 64, 100, 255, 256, 1000, -1, -2, -3, -5, -10, -32, -255,
  0.5, 1.5, 2.5, -0.5, -1.5, 3.7, -3.7, 0.1, 1 / 3, 100.25, 1e10, 1e14, 1e15, 123456789012, 1e16,
  1e100, 1e300, -1e300, 1e-5, 1e-300, 5e-324, 2 ^ 31, -2 ^ 31, 2 ^ 31 - 1, 2 ^ 32, 2 ^ 32 - 1, 2 ^ 32 + 5,
  2 ^ 53, 2 ^ 53 + 2, -2 ^ 53, 2 ^ 62, 2 ^ 63, -2 ^ 63, 2 ^ 64, 1 / 0, -1 / 0, 0 / 0, -(0 / 0), -0.0, 3.14159265358979,
  2.718281828459045, 9.5, 99.5, 0.05, 0.15, 1e21, 1e22, 1e23, 4.35, 1.005, 2.675, 1e9 + 0.5,
}, math.maxinteger, math.mininteger, math.maxinteger, math.mininteger, math.maxinteger and math.maxinteger - 1, -1.0,
  1.0, 2.0, 3.0, 7.0, -2.0, -32.0, math.tointeger and math.tointeger(2 ^ 53) + 1, math.tointeger and math.tointeger(2 ^ 31),
  math.tointeger and math.tointeger(2 ^ 32), math.tointeger and -math.tointeger(2 ^ 62) - 1, "9007199254740993", "3.0",
  "9223372036854775808", "0xffffffffffffffff", "-9223372036854775808", " 0x10 ")

local small = { 0, 1, 2, 3, 4, 5, 6, 8, -1, -2, -3, -4, -6, 1, 2, 3, 2.5, -1.5, 1.9, "2", "-1", 20, -20 }
with_subtypes(small, 2.0, -3.0, "3.0", "1e0", 0.0)

-- Not for bit32, which adds and negates such without a look at overflow, nor for remove, which in 5.4
-- moves what is between such an index and a length of -1.
local huge = false
local large = with_subtypes({ -20, 20 }, math.maxinteger, math.mininteger, math.maxinteger and math.maxinteger - 1)

local chars = { 0, 1, 9, 10, 32, 48, 65, 97, 126, 127, 128, 200, 255, 256, -1, 65.9, "66", 1e10, 2 ^ 32 + 65 }

local function identity(...)
  return ...
end

local function objects()
  return one {
    function() return {} end,
    function() return { 1, 2, 3 } end,
    function() return setmetatable({}, { __tostring = function() return "object" end }) end,
    function() return setmetatable({}, { __tostring = function() return 12.5 end }) end,
    function() return setmetatable({}, { __tostring = function() error("no text", 0) end }) end,
    function() return setmetatable({ 1 }, { __len = function() return 3 end }) end,
    function() return setmetatable({ 1, 2 }, { __len = function() return "2" end }) end,
    function() return setmetatable({ 1, 2 }, { __len = function() return {} end }) end,
    function() return setmetatable({}, { __index = function(_, k) return k end }) end,
  }()
end

local function anything()
  local kind = random(12)
  if kind <= 3 then
    return one(strings)
  elseif kind <= 7 then
    return one(numbers)
  elseif kind == 8 then
    return chance(50)
  elseif kind == 9 then
    return nil
  elseif kind == 10 then
    return identity
  end
  return objects()
end

local items = {
  "a", "b", "x", ".", "%a", "%d", "%s", "%w", "%p", "%x", "%l", "%u", "%c", "%g", "%z", "%A", "%S", "%D", "%W", "%G",
  "[abc]", "[^abc]", "[a-z]", "[%w_]", "[^%s]", "[]]", "[^]]", "[a-]", "[%a-z]", "[%]]", "%%", "%.", "%(", " ", ",",
  "=", "\0", "[\0-\31]", "\255", "%b()", "%bxx", "%b\0b", "%f[%w]", "%f[%W]", "%f[\0]", "%1", "%2", "%0", "()", "[^\n]",
}

local broken = { "[a", "[", "[]", "[^", "%", "(", ")", "(()", "%b", "%ba", "%f", "%fa", "[%", "[a-%", "(a", "a)", "%9", "((a)%1", "[^]" }

local suffixes = { "", "", "", "", "*", "+", "-", "?" }

local function pattern()
  local kind = random(20)
  if kind == 1 then
    return one(broken)
  elseif kind <= 3 then
    return one(strings)
  end
  local out = {}
  if chance(15) then
    out[1] = "^"
  end
  local open = 0
  for _ = 1, random(4) do
    if chance(25) then
      out[#out + 1] = "("
      open = open + 1
    end
    out[#out + 1] = one(items) .. one(suffixes)
    if open > 0 and chance(60) then
      out[#out + 1] = ")"
      open = open - 1
    end
  end
  if not chance(5) then
    out[#out + 1] = (")"):rep(open)
  end
  if chance(15) then
    out[#out + 1] = "$"
  end
  return concat(out)
end

local function specification()
  local out = { "%" }
  for _ = 1, chance(60) and 0 or random(3) do
    out[#out + 1] = one { "-", "+", " ", "#", "0" }
  end
  if chance(40) then
    out[#out + 1] = tostring(random(25))
  end
  if chance(45) then
    out[#out + 1] = "." .. one { "", "0", "1", "2", "3", "5", "6", "8", "10", "13", "14", "15", "16", "17", "20", "30", "99" }
  end
  out[#out + 1] = one { "d", "i", "u", "c", "x", "X", "o", "e", "E", "f", "g", "G", "a", "A", "q", "s", "s", "d", "f", "g" }
  return concat(out)
end

local function template()
  if chance(6) then
    return one { "%", "%y", "%123d", "%.123f", "%-+ #00d", "%10", "%5", "%F", "%ld", "% ", "%\0", "%l", "%.", "%--------d" }
  end
  local s = specification()
  if chance(20) then
    s = s .. one { "|", "%%", "\0", "" } .. specification()
  end
  return chance(20) and "<" .. s .. ">" or s
end

local function replacement()
  local kind = random(10)
  if kind <= 4 then
    return one { "", "x", "<%0>", "%1", "%2%1", "%%", "[%1]", "%9", "%", "%x", "\0", "a%", 5, 1.5, "%0%0" }
  elseif kind <= 7 then
    return one {
      function(...) return concat({ "<", select("#", ...), ">" }) end,
      function(a) return a end,
      function() return nil end,
      function() return false end,
      function() return 42 end,
      function() return {} end,
      function() return true end,
      function() error("stop", 0) end,
      function(a, b) return b end,
    }
  elseif kind == 8 then
    return one {
      { a = "A", b = 2, c = false, hello = "bye" },
      { true },
      { a = {} },
      setmetatable({}, { __index = function(_, k) return "<" .. tostring(k) .. ">" end }),
    }
  end
  return anything()
end

local function values()
  local kind = random(9)
  local t = {}
  if kind == 1 then
    return t
  elseif kind <= 4 then
    for i = 1, random(10) do
      t[i] = random(20)
    end
  elseif kind == 5 then
    for i = 1, random(10) do
      t[i] = one(strings)
    end
  elseif kind == 6 then
    for i = 1, random(6) do
      t[i] = one(numbers)
    end
  elseif kind == 7 then
    for i = 1, random(6) do
      t[i] = chance(70) and random(5) or one(strings)
    end
  elseif kind == 8 then
    for i = 1, random(8) do
      t[i] = random(9)
    end
    local length = one { 0, 1, 3, 5, "2", 2.9, -1 }
    return setmetatable(t, {
      __len = function() return length end,
      __index = function(_, k) return k end,
      __newindex = function() end,
    })
  else
    for i = 1, random(6) do
      t[i] = one { true, {}, identity, 3, "x" }
    end
  end
  return t
end

local packing = {
  "b", "B", "h", "H", "l", "L", "j", "J", "T", "f", "d", "n", "i", "I", "i1", "i3", "I3", "i7", "i8", "i16", "I16", "s", "s1",
  "s2", "s4", "z", "c3", "c5", "c0", "x", "X", "Xi4", "Xd", "!", "!4", "!8", "!2", "<", ">", "=", " ", "i17", "c", "y", "!3", "s0",
}

local function packFormat()
  local out = {}
  for i = 1, random(4) do
    out[i] = one(packing)
  end
  return concat(out)
end

local packed = {
  "", "\0", "abc", "\1\2\3\4", "\255\255\255\255\255\255\255\255", "\3abcdef", "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
  "\5\0\0\0\0\0\0\0hello\0world\0", "\0\0\128\63\0\0\0\0\0\0\240\63", ("\1"):rep(24), ("\254"):rep(20), "\2\0ab",
}

if level53 and not warn then
  packed[5] = ("\255"):rep(7) .. "\127" -- as 5.3's unpack adds to a length without a look at overflow
end

local utf = {
  "", "abc", "\195\164\195\182\195\188", "\226\130\172", "\240\159\152\128x", "a\255b", "\128", "\237\160\128", "\192\128",
  "\244\144\128\128", "\195", "a\195", "\226\130", "\0a\0", "\248\136\128\128\128", "x\240\159\152\128\195\164",
}

local codes = { 0, 1, 65, 127, 128, 2047, 2048, 55296, 65535, 65536, 1114111, 1114112, 2 ^ 31 - 1, 2 ^ 31, -1, 65.5, "66", 2 ^ 26, 2 ^ 21 }

local function order()
  local calls = 0
  return one {
    function(a, b) return a < b end,
    function(a, b) return a > b end,
    function(a, b) return tostring(a) < tostring(b) end,
    function() return true end,
    function() return false end,
    function() return nil end,
    function() calls = calls + 1 return calls % 3 == 0 end,
    function() error("order", 0) end,
    function(a, b) return a <= b end,
  }
end

-- ---- the calls

local draw = {
  s = function() return one(strings) end,
  p = pattern,
  i = function() return huge and chance(8) and one(large) or one(small) end,
  m = function() return one(small) end, -- unlike i never a huge one
  n = function() return one(numbers) end,
  r = function() return one { "x", true, {}, -1, 0, 1, 2, 3, 5, 10, 2.7, "3", 2 ^ 31, -2 ^ 31, 2 ^ 32 + 3, 1e300, 0 / 0 } end,
  c = function() return one(chars) end,
  b = function() return one { true, false, 1 } end,
  f = template,
  R = replacement,
  t = values,
  -- What sort does with a table that forgets what it is told follows from the order of its exchanges,
  -- which is another since 5.3 and 5.2's in the engine.
  T = function()
    local t
    repeat
      t = values()
    until not (level53 and getmetatable(t))
    return t
  end,
  o = order,
  v = anything,
  P = packFormat,
  d = function() return one(packed) end,
  u = function() return one(utf) end,
  -- What codes makes of a continuation byte at the start, it says since 5.4.5 and not before.
  U = function()
    local s
    repeat
      s = one(utf)
    until not s:find("^[\128-\191]")
    return s
  end,
  C = function() return one(codes) end,
}

-- The last letter of a signature repeats if it is followed by a star.
local functions = {
  { "string", "byte", "sii" }, { "string", "char", "c*" }, { "string", "find", "spib" },
  { "string", "find", "ssib" }, { "string", "format", "fv*" }, { "string", "format", "fn*" },
  { "string", "format", "fs*" }, { "string", "gmatch", "sp" }, { "string", "gsub", "spRi" },
  { "string", "gsub", "spR" }, { "string", "len", "s" }, { "string", "lower", "s" },
  { "string", "match", "spi" }, { "string", "rep", "srs" }, { "string", "reverse", "s" },
  { "string", "sub", "sii" }, { "string", "upper", "s" }, { "string", "find", "sp" },
  { "string", "match", "sp" }, { "string", "format", "fn*" },
  { "table", "concat", "tsmm" }, { "table", "insert", "tv" }, { "table", "insert", "tiv" },
  { "table", "maxn", "t" }, { "table", "pack", "v*" }, { "table", "remove", "ti" },
  { "table", "sort", "To" }, { "table", "sort", "T" }, { "table", "unpack", "tii" },
  { "math", "abs", "n" }, { "math", "acos", "n" }, { "math", "asin", "n" }, { "math", "atan", "n" },
  { "math", "atan2", "nn" }, { "math", "ceil", "n" }, { "math", "cos", "n" }, { "math", "cosh", "n" },
  { "math", "deg", "n" }, { "math", "exp", "n" }, { "math", "floor", "n" }, { "math", "fmod", "nn" },
  { "math", "frexp", "n" }, { "math", "ldexp", "nn" }, { "math", "log", "nn" }, { "math", "log", "n" },
  { "math", "log10", "n" }, { "math", "max", "n*" }, { "math", "min", "n*" }, { "math", "modf", "n" },
  { "math", "pow", "nn" }, { "math", "rad", "n" }, { "math", "random", "nn" },
  { "math", "randomseed", "n" }, { "math", "sin", "n" }, { "math", "sinh", "n" },
  { "math", "sqrt", "n" }, { "math", "tan", "n" }, { "math", "tanh", "n" },
  { "bit32", "arshift", "ni" }, { "bit32", "band", "n*" }, { "bit32", "bnot", "n" },
  { "bit32", "bor", "n*" }, { "bit32", "btest", "n*" }, { "bit32", "bxor", "n*" },
  { "bit32", "extract", "nii" }, { "bit32", "lrotate", "nn" }, { "bit32", "lshift", "nn" },
  { "bit32", "replace", "nnii" }, { "bit32", "rrotate", "nn" }, { "bit32", "rshift", "nn" },
  { "string", "pack", "Pi*" }, { "string", "pack", "Pn*" }, { "string", "pack", "Ps*" },
  { "string", "packsize", "P" }, { "string", "unpack", "Pdi" }, { "string", "unpack", "Pd" },
  { "string", "gmatch", "spi" }, { "table", "move", "tmmmt" }, { "table", "move", "tmmm" },
  { "table", "unpack", "vii" }, { "table", "insert", "vv" }, { "table", "concat", "v" },
  { "math", "tointeger", "v" }, { "math", "type", "v" }, { "math", "ult", "ii" }, { "math", "atan", "nn" },
  { "utf8", "char", "C*" }, { "utf8", "codepoint", "uiib" }, { "utf8", "codes", "Ub" },
  { "utf8", "len", "uiib" }, { "utf8", "offset", "uii" },
}

do -- only those that this interpreter has
  local present = {}
  for _, f in ipairs(functions) do
    if _G[f[1]] and _G[f[1]][f[2]] then
      present[#present + 1] = f
    end
  end
  functions = present
end

local function arguments(signature)
  local args, n = {}, 0
  local star = signature:find("*", 1, true)
  local letters = star and signature:sub(1, star - 1) or signature
  local wanted = #letters
  if star then
    wanted = wanted - 1 + random(4) - 1
  end
  if chance(15) then
    wanted = random(wanted + 1) - 1
  elseif chance(4) then
    wanted = wanted + 1
  end
  for i = 1, wanted do
    local letter = letters:sub(i, i)
    if letter == "" then
      letter = star and letters:sub(-1) or "v"
    end
    -- Nothing that never ends.
    args[i] = draw[chance((letter == "r" or letter == "m" or letter == "T") and 0 or 8) and "v" or letter]()
  end
  return args, wanted
end

-- To be called before the function, which may change a table.
local function showArguments(args, n)
  local out = {}
  for i = 1, n do
    out[i] = show(args[i])
  end
  return concat(out, ", ")
end

local function iterate(iterator)
  local out = {}
  for i = 1, 8 do
    local r = table.pack(pcall(iterator))
    out[i] = results(table.unpack(r, 1, r.n))
    if not r[1] or r.n == 1 then
      break
    end
  end
  return concat(out, " / ")
end

local function outcome(name, args, n, ok, ...)
  if not ok then
    return "! " .. tostring((...))
  elseif name == "gmatch" then
    return iterate((...))
  elseif name == "codes" then
    local f, s, i = ...
    return iterate(function()
      local code
      i, code = f(s, i)
      return i, code
    end)
  elseif name == "random" or name == "randomseed" then
    if name == "randomseed" and n == 0 then
      randomseed(1) -- as the seed is drawn from the time
    elseif exact_random then
      return results(...)
    end
    return tostring((subtype or type)((...)))
  elseif name == "type" then
    return tostring((...))
  elseif name == "insert" or name == "remove" or name == "sort" or name == "move" then
    return results(...) .. " -> " .. show(args[1])
  end
  return results(...)
end

for i = 1, count do
  local f = functions[(i - 1) % #functions + 1]
  local library, name = f[1], f[2]
  huge = level53 and library ~= "bit32" and name ~= "remove"
  local args, n = arguments(f[3])
  local call = library .. "." .. name .. "(" .. showArguments(args, n) .. ")"
  local line = outcome(name, args, n, pcall(_G[library][name], table.unpack(args, 1, n)))
  line = (call .. " " .. line):gsub("([en]: )0x%x*", "%10x?") -- an address
  line = line:gsub("#[12]( to '%a*%.?remove' %(position)", "#?%1") -- 1 up to 5.4.4, 2 since 5.4.5
  print(line)
end
