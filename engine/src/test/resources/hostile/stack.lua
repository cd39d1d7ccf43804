--@ recursion | refused or stopped | calls itself
local function f() return 1 + f() end f()
--@ recursion-caught | harmless or stopped | calls itself, catches the error, and does so again
local function f() return 1 + f() end
for i = 1, 3 do if pcall(f) then return "escaped" end end
--@ recursion-in-pcall | refused or stopped | calls itself through pcall
local function f() assert(pcall(f)) end f()
--@ recursion-in-xpcall | refused or stopped | calls itself in handlers
local function f() xpcall(f, f) error() end f()
--@ recursion-in-index | refused or stopped | calls itself through __index
local t = setmetatable({}, { __index = function(t, k) return t[k .. "x"] end }) return t.x
--@ recursion-in-tostring | refused or stopped | calls itself through __tostring
local t t = setmetatable({}, { __tostring = function() return tostring(t) end }) tostring(t)
--@ recursion-in-gsub | refused or stopped | calls itself through gsub
local function f() return ("x"):gsub(".", f) end f()
--@ recursion-in-sort | refused or stopped | calls itself through sort
local function f() table.sort({ 1, 2, 3 }, f) return true end f()
--@ recursion-in-coroutines | refused or stopped | resumes coroutine in coroutine
local function f() return coroutine.wrap(f)() end f()
--@ recursion-in-load | refused or stopped | calls itself through load
function f() return load("return f()")() end f()
--@ recursion-in-reader | refused or stopped | calls itself through the reader of load
local function f() return load(f) end f() error("deep")
--@ recursion-in-require | refused or stopped | calls itself through require
package.searchers = { function() return function() package.loaded.x = nil return require "x" end end } require "x"
--@ recursion-in-java | refused or stopped | calls itself through Java
local function f() return order:call(f) end f()
--@ recursion-in-forEach | refused or stopped | calls itself through Java's lists
local function f() list:forEach(f) end f()
--@ recursion-in-error | refused or stopped | makes errors of errors
local mt = {} mt.__tostring = function() error(setmetatable({}, mt)) end tostring(setmetatable({}, mt))
--@ many-locals | harmless | uses as many variables as there may be
local s = {} for i = 1, 200 do s[i] = "local v" .. i .. " = " .. i end return load(table.concat(s, "\n"))()
--@ pattern-depth | refused or stopped | nests a pattern
return ("x"):rep(3e5):match(("(x"):rep(40))
--@ pattern-recursion | harmless | makes the matcher call itself
pcall(string.rep, "x", -1) return pcall(string.match, ("x"):rep(1e5), (".-"):rep(1e5) .. "$")
--@ unwinding | harmless or stopped | has a million levels to unwind
local n = 0 local function f() n = n + 1 f() end pcall(f) return n < 1000 and "escaped"
