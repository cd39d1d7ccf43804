-- Passes integers beyond 32 bits where C casts them to an int, which drops their upper half.
-- Prints a line for each case.
--
-- usage: lua5.4 casts.lua

local numbers = {2^32, 2^32 + 1, 2^40 + 2, 2^33 + 3, 1 - 2^32, 2 - 2^40, 2^31, -2^31 - 1, 2^62, -2^63}
local up, value = 1, 2

local function both()
  return up, value
end

local calls = {
  {"error", function(n) error("x", n) end},
  {"error of a call", function(n) local function f() error("x", n) end f() end},
  {"getinfo", function(n) return debug.getinfo(n, "l") ~= nil end},
  {"getlocal", function(n) return (debug.getlocal(function(a, b) end, n)) end},
  {"getupvalue", function(n) return debug.getupvalue(both, n) end},
  {"upvalueid", function(n) return type(debug.upvalueid(both, n)) end},
  {"upvaluejoin", function(n) debug.upvaluejoin(both, n, both, n) end},
  {"traceback", function(n) return (debug.traceback("m", n):gsub("\n.*", "...")) end},
  {"getuservalue", function(n) return debug.getuservalue(io.stdout, n) end},
  {"ldexp", function(n) return math.ldexp(1, n) end},
  {"select", function(n) return select(n, "a", "b", "c") end},
  {"tonumber", function(n) return tonumber("10", n) end},
}

for _, call in ipairs(calls) do
  for _, n in ipairs(numbers) do
    print(call[1], ("%.17g"):format(n), pcall(call[2], n))
  end
end
