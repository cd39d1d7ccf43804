--@ while | stopped | loops
while true do end
--@ repeat | stopped | loops
repeat until false
--@ for | stopped | loops
for i = 1, math.huge do end
--@ for-step-zero | stopped or refused | loops with a step of 0
for i = 2, 1, 0 do end
--@ goto | stopped | jumps backwards
::again:: goto again
--@ recursion-by-tail | stopped | calls itself for ever without a stack
local function f() return f() end f()
--@ pcall-around | stopped | catches whatever stops it
while true do pcall(function() while true do end end) end
--@ pcall-nested | stopped | catches in many layers
local function f(n) if n == 0 then while true do end end pcall(f, n - 1) return f(n) end f(50)
--@ xpcall-handler | stopped | goes on in the handler
xpcall(function() while true do end end, function() while true do end end) while true do end
--@ error-handler-loop | stopped | loops in a handler
xpcall(error, function() while true do end end)
--@ tostring | stopped | loops in __tostring
print(setmetatable({}, { __tostring = function() while true do end end }))
--@ index-chain | stopped | loops in __index
local t = setmetatable({}, { __index = function(t, k) while true do end end }) return t.x
--@ index-cycle | refused | makes __index lead to itself
local a, b = {}, {} setmetatable(a, { __index = b }) setmetatable(b, { __index = a }) return a.x
--@ newindex-cycle | refused | makes __newindex lead to itself
local a, b = {}, {} setmetatable(a, { __newindex = b }) setmetatable(b, { __newindex = a }) a.x = 1
--@ call-chain | refused or stopped | makes __call lead to itself
local t = {} setmetatable(t, { __call = t }) t()
--@ concat-metamethod | stopped | loops in __concat
return setmetatable({}, { __concat = function() while true do end end }) .. "x"
--@ eq-metamethod | stopped | loops in __eq
local mt = { __eq = function() while true do end end } return setmetatable({}, mt) == setmetatable({}, mt)
--@ len-metamethod | stopped | loops in __len
return #setmetatable({}, { __len = function() while true do end end })
--@ gc-metamethod | harmless | loops in __gc
for i = 1, 100 do setmetatable({}, { __gc = function() while true do end end }) end collectgarbage()
--@ gc-resurrects | harmless | brings garbage back for ever
local function again(o) setmetatable({}, { __gc = again }) end setmetatable({}, { __gc = again }) collectgarbage()
--@ pairs-metamethod | stopped | walks for ever
for k in pairs(setmetatable({}, { __pairs = function() return function() return 1 end end })) do end
--@ ipairs-endless | stopped | walks over numbers for ever
for i in (function() return 1 end) do end
--@ next-while-growing | stopped | adds to a table that it walks over
local t = { 1 } while true do for k in pairs(t) do t[k] = k end end
--@ sort-comparator | stopped | sorts with a comparator that loops
table.sort({ 1, 2, 3 }, function() while true do end end)
--@ sort-inconsistent | harmless | sorts with a comparator that lies
local t = {} for i = 1, 1000 do t[i] = i end
pcall(table.sort, t, function() return true end) pcall(table.sort, t, function() return math.random() > 0.5 end)
--@ sort-huge-length | refused or stopped | sorts a table that says it is endless
table.sort(setmetatable({}, { __len = function() return 2 ^ 31 - 2 end }))
--@ sort-shrinking | harmless | empties the table that is sorted
local t = {} for i = 1, 100 do t[i] = i end
pcall(table.sort, t, function(a, b) for i = 1, 100 do t[i] = nil end return a < b end)
--@ pattern-exponential | stopped | matches a pattern that takes exponential time
local n = 30 return (("a"):rep(n)):match(("a?"):rep(n) .. ("a"):rep(n))
--@ pattern-nested | stopped | matches a pattern that takes polynomial time
return ("a"):rep(3000):match((".-"):rep(8) .. "b")
--@ pattern-backtracking | stopped | matches a pattern that backtracks
return ("x"):rep(1e5):find("x*x*x*x*y")
--@ pattern-balance | stopped | matches balances that never close
return ("("):rep(2e5):find(".-%b()x")
--@ pattern-long | refused | matches a pattern that is too complex
return ("x"):rep(1e6):match(("x?"):rep(3e5) .. "y")
--@ gmatch-empty | stopped | matches nothing, again and again
while true do for w in ("abc"):gmatch("") do end end
--@ gsub-function | stopped | replaces by a function that loops
("x"):gsub(".", function() while true do end end)
--@ gsub-table | stopped | replaces by a table that loops
("x"):gsub(".", setmetatable({}, { __index = function() while true do end end }))
--@ gsub-itself | stopped | doubles a text for ever
local s = "x" while true do s = s:gsub(".", "%0") end
--@ concat-many | stopped | joins millions of pieces, again and again
local t = {} for i = 1, 1e5 do t[i] = "" end while true do table.concat(t) end
--@ unpack-many | stopped | unpacks many values, again and again
local t = {} for i = 1, 1e5 do t[i] = i end while true do pcall(table.unpack, t) end
--@ insert-front | stopped | shifts a long table, again and again
local t = {} for i = 1, 1e6 do t[i] = i end while true do table.insert(t, 1, 0) table.remove(t, 1) end
--@ insert-lying-length | stopped | shifts a table that says it is long
table.insert(setmetatable({}, { __len = function() return 2 ^ 31 - 2 end }), 1, "x")
--@ find-plain | stopped | searches a long text, again and again
local s = ("a"):rep(1e6) while true do s:find(("a"):rep(5e5) .. "b", 1, true) end
--@ rep-in-loop | stopped | makes long texts, again and again
while true do local s = ("x"):rep(1e5) end
--@ format-in-loop | stopped | formats, again and again
while true do string.format("%99.99f", 1e308) end
--@ tonumber-long | stopped | reads long numbers, again and again
local s = ("9"):rep(1e5) while true do tonumber(s) end
--@ load-in-loop | stopped | compiles, again and again
while true do load(("x = 1 "):rep(1000)) end
--@ load-endless-reader | stopped | feeds load for ever
load(function() return " " end)
--@ load-reader-loops | stopped | loops in a reader
load(function() while true do end end)
--@ coroutine-loop | stopped | loops in a coroutine
coroutine.wrap(function() while true do end end)()
--@ coroutine-pingpong | stopped | switches for ever
local co = coroutine.wrap(function() while true do coroutine.yield() end end) while true do co() end
--@ coroutine-catches | stopped | catches a stop outside the coroutine that was stopped
while true do coroutine.resume(coroutine.create(function() while true do end end)) end
--@ coroutine-in-pcall | stopped | catches in the coroutine and goes on outside
pcall(coroutine.wrap(function() pcall(function() while true do end end) while true do end end)) while true do end
--@ print-loop | stopped | writes for ever
while true do print("x") end
--@ print-long | stopped | writes long lines
local s = ("x"):rep(1e6) while true do print(s) end
--@ select-negative | harmless | selects among many, backwards
for i = 1, 100 do select(-1, table.unpack({}, 1, 200)) end
--@ java-loop | stopped | calls Java for ever
while true do order:total(1) end
--@ java-iterator | stopped | walks over a Java iterator that has no end
for _, each in pairs(endless) do end
--@ java-callback | stopped | loops where Java calls
list:forEach(function() while true do end end)
--@ java-comparator | stopped | sorts Java's list with a comparator that loops
list:sort(function() while true do end end)
--@ java-stream | stopped | has a stream of Java's run for ever
order:generate(function() return 1 end)
