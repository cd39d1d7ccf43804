--@ dump-and-load | harmless | loads what it has dumped
return load(string.dump(function() return 1 end)) and "escaped"
--@ dump-and-load-binary | harmless | asks for binary code
return load(string.dump(function() return 1 end), "x", "b") and "escaped"
--@ dump-by-pieces | harmless | feeds binary code byte by byte
local s, i = string.dump(function() end), 0
return load(function() i = i + 1 return s:sub(i, i) end) and "escaped"
--@ dump-behind-empty | harmless | hides the first byte behind nothing
local pieces = { "\27", "Lua", string.dump(function() end):sub(5) } local i = 0
return load(function() i = i + 1 return pieces[i] end, "x", "bt") and "escaped"
--@ loadstring | harmless | loads binary code by the old name
return (loadstring or load)(string.dump(function() end)) and "escaped"
--@ signature-only | harmless | loads the signature of binary code
return (load("\27") or load("\27Lua") or load("\27LuaR")) and "escaped"
--@ other-versions | harmless | loads binary code of other versions
for v = 0x50, 0x55 do if load("\27Lua" .. string.char(v) .. ("\0"):rep(100)) then return "escaped" end end
return load("\27LJ\2") and "escaped"
--@ file | refused | requires a file of binary code
require "binary"
--@ file-by-loadfile | harmless | loads a file of binary code
return loadfile(modules .. "/binary.lua", "b") and "escaped"
--@ dump-of-builtin | refused | dumps a function of the library
string.dump(print)
--@ dump-of-java | refused | dumps a method of Java's
string.dump(order.total)
--@ mutated | harmless | loads binary code that was damaged
math.randomseed(3)
local s = string.dump(function(a, b) local t = { a, b } for i = 1, #t do t[i] = t[i] .. a end return t end)
for i = 1, 2000 do
  local at = math.random(#s)
  if load(s:sub(1, at - 1) .. string.char(math.random(0, 255)) .. s:sub(at + 1), "x", "b") then
    if at > 1 then return "escaped" end
  end
end
--@ truncated | harmless | loads binary code that ends early
local s = string.dump(function() return 1 end) for i = 1, #s do if load(s:sub(1, i)) then return "escaped" end end
