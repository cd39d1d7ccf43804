-- What operators of Lua 5.3 say of wrong operands.

local chunks = [==[
return 1 // 0
return 1 % 0
local a, b = 1, 0 return a // b
local a, b = 1, 0 return a % b
return "a" | 1
return 1 | "a"
return "5" & 3
return "0x7fffffffffffffff" | 0
return "1.5" | 1
return "9223372036854775808" | 0
return 1.5 | 1
return 1 | 1.5
return 2 ^ 64 | 1
return math.huge | 1
return 1 | math.huge
return {} & 1
return 1 & {}
return nil ~ 1
return 1 << true
return print >> 1
return ~{}
return ~"a"
return ~1.5
return ~nil
local x = 1.5 return x | 1
local x = 1.5 return 1 | x
local x = 1.5 return ~x
local x = "a" return x | 1
local x = "a" return 1 | x
local x = "1.5" return 1 | x
local x = {} return x << x
local t = {} return t.x | 1
local t = {} return 1 | t.x
local t = {} return t[1] | 1
local t = {x = 1.5} return t.x | 1
local t = {x = 1.5} return 1 ~ t.x
return x | 1
return 1 | x
return x // 1
return 1 // x
local u = 1.5 return (function() return u | 1 end)()
local u return (function() return u | 1 end)()
local a = setmetatable({}, {__idiv = 5}) return a // 1
local a = setmetatable({}, {__band = 5}) return a & 1
local a = setmetatable({}, {__bnot = 5}) return ~a
local a = setmetatable({}, {__idiv = string.rep}) return a // 1
local a = setmetatable({}, {__band = string.rep}) return a & 1
local a = setmetatable({}, {__bor = string.rep}) return 1 | a
local a = setmetatable({}, {__bxor = string.rep}) return a ~ 1
local a = setmetatable({}, {__shl = string.rep}) return a << 1
local a = setmetatable({}, {__shr = string.rep}) return 1 >> a
local a = setmetatable({}, {__bnot = string.rep}) return ~a
local a = setmetatable({}, {__mod = string.rep}) return a % 1
local a = setmetatable({}, {__name = "My"}) return a | 1
local a = setmetatable({}, {__name = "My"}) return 1 // a
return 1.5 & "a"
return "a" & 1.5
return 1.5 & {}
return {} & 1.5
return "x" .. {} .. 1
return ("x")[1].y
return math.floor("x")
return ("%d"):format("1.5")
return ("%d"):format(1.5)
return ("x"):rep(1.5)
return ("x"):rep("1.5")
return ("x"):rep(2^63)
return math.tointeger({})
return math.ult(1.5, 2)
return string.char(256)
return utf8.char(-1)
return table.concat({}, "", 1.5)
return table.unpack({}, 1, 1e8)
return select(1.5)
return ipairs()
]==]

for chunk in chunks:gmatch("[^\n]+") do
  local f, message = load(chunk, "=t")
  if f then
    local _
    _, message = pcall(f)
  end
  print(chunk)
  print("  " .. tostring(message))
end
