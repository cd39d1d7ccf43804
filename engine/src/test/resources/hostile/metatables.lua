--@ string-metatable | harmless | poisons the methods of strings, of this engine only
getmetatable("").__index = function() return function() return "poison" end end
--@ string-metatable-add | harmless | adds an operation to strings
getmetatable("").__add = function() return "poison" end return "a" + "b" ~= "poison" and "escaped"
--@ string-library | harmless | replaces functions of the library
for k in pairs(string) do string[k] = nil end for k in pairs(table) do table[k] = function() end end
--@ base-functions | harmless | replaces the functions that the library calls
tostring = function() return "poison" end print(1) pcall = nil error = nil setmetatable = nil type = nil
--@ tostring-returns-nothing | refused or harmless | has tostring return what is no text
tostring = function() return {} end print(1)
--@ g-metatable | harmless | gives the globals a metatable
setmetatable(_G, { __index = function() return "poison" end, __newindex = function() end }) x = 1 return y ~= "poison" and "escaped"
--@ g-emptied | harmless | takes all globals away
local G = _G for k in next, G do G[k] = nil end
--@ g-replaced | harmless | replaces the environment
_ENV = {} x = 1
--@ g-nil | refused | takes the environment away
_ENV = nil x = 1
--@ g-protected | harmless | protects the metatable of the globals
setmetatable(_G, { __metatable = "no" }) return pcall(setmetatable, _G, {}) and "escaped"
--@ metatable-of-metatable | harmless | makes a metatable its own
local t = {} setmetatable(t, t) t.__index = t return pcall(function() return t.x end) and nil
--@ metatable-types | harmless | puts values of all kinds where functions should be
for _, v in ipairs { 1, "x", true, {}, print, coroutine.create(print) } do
  for _, e in ipairs { "__index", "__newindex", "__call", "__add", "__concat", "__len", "__eq", "__lt", "__le", "__unm", "__tostring", "__pairs", "__ipairs", "__gc", "__mode", "__metatable", "__name" } do
    local a, b = setmetatable({}, { [e] = v }), setmetatable({}, { [e] = v })
    pcall(function() return a.x end) pcall(function() a.x = 1 end) pcall(function() return a() end)
    pcall(function() return a + b end) pcall(function() return a .. b end) pcall(function() return #a end)
    pcall(function() return a == b end) pcall(function() return a < b end) pcall(function() return -a end)
    pcall(tostring, a) pcall(pairs, a) pcall(ipairs, a) pcall(print, a)
  end
end
--@ metatable-yields | harmless | yields from metamethods
local mt = {} for _, e in ipairs { "__index", "__add", "__concat", "__eq", "__lt", "__le", "__len", "__call", "__unm" } do mt[e] = coroutine.yield end
local co = coroutine.wrap(function()
  local a, b = setmetatable({}, mt), setmetatable({}, mt)
  return a.x, a + b, a .. b, a == b, a < b, a <= b, #a, a(), -a
end)
for i = 1, 9 do co() end
--@ gc-error | harmless | throws in __gc
for i = 1, 1000 do setmetatable({}, { __gc = function() error({}) end }) end collectgarbage()
--@ gc-tampers | harmless | changes the library in __gc
setmetatable({}, { __gc = function() string.rep = nil getmetatable("").__index = nil end }) collectgarbage()
--@ mode-changes | harmless | changes the mode of a weak table while it is used
local t = setmetatable({}, { __mode = "k" }) for i = 1, 1000 do t[{}] = i getmetatable(t).__mode = i % 2 == 0 and "v" or "k" end
--@ name-metamethod | harmless | gives a type a name that is none
local t = setmetatable({}, { __name = {} }) pcall(string.rep, t) tostring(t)
--@ len-lies | harmless | lies about a length
local t = setmetatable({}, { __len = function() return 2 ^ 53 end })
pcall(table.insert, t, 1) pcall(table.remove, t) pcall(table.unpack, t, 1, 3) pcall(ipairs, t) pcall(table.concat, t, "", 1, 2)
--@ len-of-wrong-type | harmless | returns a length that is no number
for _, v in ipairs { "x", {}, 0.5, -1, 0 / 0, 1 / 0, "10" } do
  local t = setmetatable({}, { __len = function() return v end })
  pcall(table.insert, t, 1) pcall(table.remove, t) pcall(table.unpack, t) pcall(table.sort, t) pcall(function() return #t end)
end
--@ pairs-lies | harmless | has pairs return what is none
for _, v in ipairs { 1, "x", {}, print } do
  pcall(function() for k in pairs(setmetatable({}, { __pairs = function() return v, v, v end })) do break end end)
end
--@ call-many | harmless | calls a table that is called by a table
local t = print for i = 1, 100 do t = setmetatable({}, { __call = t }) end pcall(t)
--@ next-invalid | refused | walks from a key that is none
next({}, "nope")
--@ nan-key | refused | uses a key that is no number
local t = {} t[0 / 0] = 1
--@ nil-key | refused | uses a key that is nil
rawset({}, nil, 1)
--@ clear-while-walking | harmless | empties a table that it walks over
local t = {} for i = 1, 1000 do t[i] = i t["k" .. i] = i end for k in pairs(t) do t[k] = nil end collectgarbage()
--@ sort-metamethods | harmless | sorts objects that throw
local mt = { __lt = function() error("no") end } pcall(table.sort, { setmetatable({}, mt), setmetatable({}, mt) })
--@ error-objects | refused | throws an object whose text cannot be had
error(setmetatable({}, { __tostring = function() error("again") end }))
--@ error-text-loops | stopped | throws an object whose text never ends
error(setmetatable({}, { __tostring = function() while true do end end }))
--@ result-deep | harmless | returns what is too deep to be printed
local t = {} for i = 1, 1e4 do t = { t } end return t
--@ result-wide | harmless | returns what is too long to be printed
local t = {} for i = 1, 60 do t = { t, t } end return t
--@ error-nil | refused | throws nil
error(nil)
--@ error-function | refused | throws a function
error(print)
--@ error-self | refused | throws what contains itself
local t = {} t.t = t error(t)
--@ error-java | refused | throws an opaque object
error(thread)
--@ result-self | harmless | returns what contains itself
local t = {} t.t = t t[1] = t return t
--@ result-lies | harmless | returns what lies about itself
return setmetatable({}, { __len = function() return 1e9 end, __index = function() return 1 end, __tostring = function() while true do end end })
--@ result-many | harmless | returns many values
return table.unpack({}, 1, 1e5)
--@ keep-function | harmless | hands the host a function that loops, which nobody calls
map:put("f", function() while true do end end) map:clear()
