-- Goes where the drawn calls of calls.lua and basics.lua do not: arithmetic on strings, numbers in all
-- their digits, and what collectgarbage, format and gsub keep. Prints a line for each case.
--
-- usage: lua5.4 edges.lua

local subtype = math.type or type
local line = 0

local function show(v)
  if type(v) == "number" then
    return subtype(v) == "integer" and ("%d"):format(v) or subtype(v) .. (" %.17g"):format(v)
  end
  return (type(v) == "table" or type(v) == "function") and type(v) or tostring(v)
end

local function report(name, ok, ...)
  line = line + 1
  local out = {}
  for i = 1, select("#", ...) do
    out[i] = show((select(i, ...)))
  end
  print(line, name, ok and "returns" or "fails", table.concat(out, ", "))
end

local function try(name, f, ...)
  report(name, pcall(f, ...))
end

-- ---- arithmetic on strings

local operands = {
  1, 2.0, 0, -3, "10", "0x10", " 7 ", "1e1", "2.5", "-0", "0", "x", "", "9223372036854775807", "1e400", "0x", {}, print,
  setmetatable({}, {
    __add = function() return "add" end, __unm = function() return "unm" end, __idiv = function() return "idiv" end,
  }),
}

for _, operator in ipairs({ "+", "-", "*", "/", "%", "^", "//" }) do
  local calculate = load("local a, b = ... return a " .. operator .. " b", "=calculate")
  for _, a in ipairs(calculate and operands or {}) do
    for _, b in ipairs(operands) do
      if type(a) == "string" or type(b) == "string" then
        try(show(a) .. " " .. operator .. " " .. show(b), calculate, a, b)
      end
    end
  end
end
for _, a in ipairs(operands) do
  try("-" .. show(a), load("local a = ... return -a", "=calculate"), a)
end

for _, event in ipairs({ "__add", "__sub", "__mul", "__div", "__mod", "__pow", "__idiv", "__unm" }) do
  local metamethod = getmetatable("")[event]
  if metamethod then
    try(event, metamethod)
    try(event, metamethod, 5)
    try(event, metamethod, "6", "3")
    try(event, metamethod, 7, 0)
    try(event, metamethod, nil, 1)
    try(event, metamethod, "a", operands[#operands])
  end
end

-- ---- all digits

local numbers = { 0.1, 1 / 3, 3.7, -2.5, 1e15 + 0.5, 2 ^ 53, 1e300, 5e-324, 7, -0.0, 179.99, 2 ^ 63, -2 ^ 63, 1 / 0 }
for _, x in ipairs(numbers) do
  for _, name in ipairs({ "abs", "ceil", "deg", "floor", "frexp", "modf", "rad", "sqrt", "tointeger" }) do
    if math[name] then
      try(name .. " " .. show(x), math[name], x)
    end
  end
  try("fmod " .. show(x), math.fmod, x, 0.7)
  try("%a", string.format, "%a %.3a %A", x, x, x)
  try("%q", string.format, "%q", x)
end

-- ---- keys and indices

for _, key in ipairs({ 1.0, -0.0, 2 ^ 31, 2 ^ 40, -2 ^ 53, 2 ^ 63, 1.5, math.maxinteger, math.mininteger, "2" }) do
  local t = { 10, 20 }
  try("rawset " .. show(key), rawset, t, key, "x")
  try("rawget " .. show(key), rawget, t, key)
  local keys = {}
  for k in pairs(t) do
    keys[#keys + 1] = show(k)
  end
  table.sort(keys)
  try("keys", table.concat, keys, " ")
  try("next " .. show(key), function() return next({ [key] = "y" }, key) end)
end
if math.maxinteger then
  local high, low = math.maxinteger, math.mininteger
  local edge = { [high] = "high", [low] = "low", [high - 1] = "next" }
  local all = setmetatable({}, { __index = function(_, k) return show(k) end, __len = function() return high end })
  try("unpack", table.unpack, edge, high - 1, high)
  try("unpack", table.unpack, edge, low, low + 1)
  try("unpack", table.unpack, all, low, high)
  try("concat", table.concat, all, " ", high - 2, high)
  try("concat", table.concat, edge, " ", low, low + 1)
  try("move", table.move, edge, high - 1, high, high)
  try("move", function() return table.move(edge, high - 1, high, 1)[2] end)
  try("move", function() return table.move(edge, low, low, high - 3)[high - 3] end)
  try("insert", table.insert, all, "x")
  try("insert", table.insert, all, high, "x")
  try("ipairs", ipairs({}), edge, high)
  try("ipairs", ipairs({}), edge, high - 2)
  try("select", select, low, 1, 2)
  try("select", select, high, 1, 2)
end

-- ---- what is kept

for _, option in ipairs({ "setpause", "setstepmul" }) do
  for _, value in ipairs({ 200, 150, 203, 39, 2000, 100, 200 }) do
    try(option, collectgarbage, option, value)
  end
end
if warn then
  collectgarbage("incremental") -- lua5.4 begins with the other mode
  try("mode", collectgarbage, "generational")
  try("mode", collectgarbage, "incremental", 120, 400.0, 13)
  try("mode", collectgarbage, "incremental", 1.5)
  try("setpause", collectgarbage, "setpause", 200)
  try("setstepmul", collectgarbage, "setstepmul", 100)

  local short, long = ("ab"):rep(20), ("ab"):rep(21)
  local function same(a, b)
    return ("%p"):format(a) == ("%p"):format(b)
  end
  try("%p", same, short, ("abab"):rep(10))
  try("%p", same, short, ("ba"):rep(20))
  try("%p", same, long, ("ababab"):rep(7))
  try("%p", same, long, (long:gsub("a", {})))
  try("%p", same, long, (long:gsub("a", "a")))
  try("%p", same, print, print)
  try("%p", same, print, pcall)
  try("%p", string.format, "%p %-8p|%8p", 1, nil, true)
end
for i = 19, 22 do
  try("long format", string.format, "%" .. ("0"):rep(i) .. "d", 1)
end
