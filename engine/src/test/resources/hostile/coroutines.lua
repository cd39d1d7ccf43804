--@ kill-main | harmless | resumes the main thread
return coroutine.resume((coroutine.running())) and "escaped"
--@ resume-itself | refused | resumes itself
local co co = coroutine.create(function() return assert(coroutine.resume(co)) end) assert(coroutine.resume(co))
--@ yield-outside | refused | yields where nobody has resumed
coroutine.yield()
--@ yield-in-sort | refused | yields from a comparator
coroutine.wrap(function() table.sort({ 3, 2, 1 }, coroutine.yield) end)()
--@ yield-in-gsub | refused | yields from a replacement
coroutine.wrap(function() ("x"):gsub(".", coroutine.yield) end)()
--@ yield-in-java | refused | yields from where Java calls
coroutine.wrap(function() order:call(coroutine.yield) end)()
--@ yield-in-load | refused | yields from a reader
coroutine.wrap(function() assert(load(coroutine.yield)) end)()
--@ yield-in-pcall | harmless | yields from pcall, and never comes back
for i = 1, 1000 do coroutine.wrap(function() pcall(coroutine.yield) end)() end
--@ abandoned | harmless | leaves coroutines behind
for i = 1, 1000 do coroutine.wrap(function() coroutine.yield(i) end)() end
--@ abandoned-in-globals | harmless | leaves coroutines behind in globals
for i = 1, 1000 do local co = coroutine.create(coroutine.yield) coroutine.resume(co) _G["co" .. i] = co end
--@ dead | refused | resumes a dead coroutine
local f = coroutine.wrap(function() end) f() f()
--@ error-across | refused | throws across coroutines
coroutine.wrap(function() coroutine.wrap(function() error({}) end)() end)()
--@ wrap-many | harmless | passes many values
coroutine.wrap(function(...) coroutine.yield(...) end)(table.unpack({}, 1, 1e4))
--@ status | harmless | asks all about coroutines
local co = coroutine.create(coroutine.yield)
for i = 1, 3 do coroutine.status(co) coroutine.resume(co) end coroutine.running()
--@ isolated-globals | harmless | changes globals from a coroutine
coroutine.wrap(function() print = nil _G.x = 1 end)() print = nil
--@ host-thread | harmless | keeps Java's thread busy after the end
local co = coroutine.create(function() while true do coroutine.yield() end end) coroutine.resume(co) map:put("co", co) map:clear()
