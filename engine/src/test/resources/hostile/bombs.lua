--@ rep | refused or stopped or harmless | makes a text of a gigabyte
return #("x"):rep(1e9)
--@ rep-overflow | harmless or refused | makes a text whose length does not fit
return #("xx"):rep(2 ^ 31) > 1e6 and "escaped"
--@ rep-separator | refused or stopped or harmless | makes a text of separators
return #(""):rep(1e9, "xx")
--@ concat-doubling | refused or stopped | doubles a text
local s = "x" while true do s = s .. s end
--@ concat-doubling-caught | stopped | doubles a text and catches what refuses it
while true do pcall(function() local s = "x" while true do s = s .. s end end) end
--@ table-concat | refused or stopped or harmless | joins one long text many times
local s = ("x"):rep(1e6) local t = {} for i = 1, 1e4 do t[i] = s end return #table.concat(t)
--@ table-grow | refused or stopped | fills a table
local t = {} for i = 1, math.huge do t[i] = i end
--@ table-hash | refused or stopped | fills a table with keys
local t = {} for i = 1, math.huge do t["k" .. i] = true end
--@ table-nested | refused or stopped | nests tables
local t = {} while true do t = { t } end
--@ table-sparse | harmless | sets keys that are far apart
local t = {} for i = 0, 60 do t[2 ^ i] = i end return #t
--@ table-presized | refused or stopped | packs as many values as there may be
local t = {} while true do t[#t + 1] = table.pack(table.unpack({}, 1, 1e5)) end
--@ closures | refused or stopped | holds many functions
local t = {} while true do t[#t + 1] = function() return t end end
--@ coroutines | refused or stopped | holds many coroutines
local t = {} while true do local co = coroutine.create(coroutine.yield) coroutine.resume(co) t[#t + 1] = co end
--@ coroutine-stacks | refused or stopped | holds coroutines with deep stacks
local t = {} local function deep(n) if n == 0 then coroutine.yield() else deep(n - 1) end return 1 end
while true do local co = coroutine.create(deep) coroutine.resume(co, 1000) t[#t + 1] = co end
--@ strings | refused or stopped | holds many texts
local t = {} for i = 1, math.huge do t[i] = ("x"):rep(1000) .. i end
--@ upvalues | refused or stopped | holds values in variables of functions
local f = function() end while true do local g, s = f, ("x"):rep(1000) f = function() return g, s end end
--@ gsub-explosion | refused or stopped or harmless | replaces each letter by a long text
return #(("x"):rep(1e5):gsub("x", ("y"):rep(1e5)))
--@ format-width | refused or stopped or harmless | formats with a width that is too large
return #string.format("%1000000000d", 1)
--@ format-many | refused or stopped or harmless | formats one long text many times
local s = ("x"):rep(1e6) return #string.format(("%s"):rep(200), table.unpack((function() local t = {} for i = 1, 200 do t[i] = s end return t end)()))
--@ unpack-range | refused or stopped | unpacks a range without end
return select("#", table.unpack({}, 1, 1e8))
--@ unpack-overflow | harmless or refused | unpacks a range whose size does not fit
return table.unpack({}, -2 ^ 31, 2 ^ 31)
--@ string-byte | refused or stopped | takes all bytes of a long text as values
return select("#", ("x"):rep(1e7):byte(1, -1))
--@ string-char | refused or stopped | makes a text of more values than there may be
return #string.char(table.unpack({}, 1, 1e7))
--@ upper | refused or stopped | copies a long text, and holds the copies
local s, t = ("x"):rep(1e6), {} while true do t[#t + 1] = s:upper() end
--@ reverse | refused or stopped | copies a long text, and holds the copies
local s, t = ("x"):rep(1e6), {} while true do t[#t + 1] = s:reverse() end
--@ dump | refused or stopped | dumps a function, and holds the dumps
local f, t = load(("x = 1 "):rep(10000)), {} while true do t[#t + 1] = string.dump(f) end
--@ load-source | refused or stopped | compiles a source that is long
local s = ("x = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' "):rep(1e5) local t = {} while true do t[#t + 1] = load(s) end
--@ load-reader | refused or stopped | feeds load with text without end
assert(load(function() return ("x"):rep(1e5) end))
--@ error-values | refused or stopped | throws large values
local t = {} while true do local ok, e = pcall(error, ("x"):rep(1e6) .. #t) t[#t + 1] = e end
--@ error-positions | refused or stopped | makes a message of messages
local s = "x" while true do local ok, e = pcall(error, s .. s) s = e end
--@ globals | refused or stopped | fills the globals
for i = 1, math.huge do _G["g" .. i] = i end
--@ loaded | refused or stopped | fills package.loaded
for i = 1, math.huge do package.loaded["m" .. i] = i end
--@ metatables | refused or stopped | holds many metatables
local t = {} while true do t[#t + 1] = setmetatable({}, { __index = {} }) end
--@ weak-tables | refused or stopped | holds many weak tables
local t = {} while true do t[#t + 1] = setmetatable({ {} }, { __mode = "k" }) end
--@ finalizers | refused or stopped | holds many objects with finalizers
local t = {} while true do t[#t + 1] = setmetatable({}, { __gc = function() end }) end
--@ varargs | refused or stopped | passes more and more arguments
local function f(...) return f(1, 2, 3, 4, 5, 6, 7, 8, ...) end f()
--@ constants | harmless | compiles a function with many constants
local s = {} for i = 1, 3000 do s[i] = "'c" .. i .. "'" end
return #load("return {" .. table.concat(s, ",") .. "}")()
--@ java-list | stopped | fills a list of Java's
while true do list:add(1) if #list > 1e5 then list:clear() end end
