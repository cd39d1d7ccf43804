-- coroutines inside everything that resumes in the loop
local function gen(n) return coroutine.wrap(function() for i = 1, n do coroutine.yield(i) end end) end
local sum = 0
for v in gen(1000) do sum = sum + v end
print(sum)
local function producer() return coroutine.create(function() for i = 1, 3 do coroutine.yield("item" .. i) end return "last" end) end
local p = producer()
while true do
  local ok, v = coroutine.resume(p)
  print(ok, v, coroutine.status(p))
  if coroutine.status(p) == "dead" then break end
end
-- pcall and xpcall across yields, with errors after them
local co = coroutine.create(function(a)
  local r = {pcall(function() local x = coroutine.yield(a + 1) error("after " .. x) end)}
  print(r[1], r[2])
  print(xpcall(function() coroutine.yield("in xpcall") error({}) end, function(e) return type(e) end))
  local t = setmetatable({}, {__index = function(_, k) return coroutine.yield(k) end})
  print(t.key, t[1])
  for k, v in (function() return coroutine.yield("iterator") end) do print(k, v) break end
  print(load("return coroutine.yield('loaded')")())
  return "done"
end)
print(coroutine.resume(co, 1))
for _, v in ipairs {"x", "y", "index", 2, "it", "chunk"} do print(coroutine.resume(co, v)) end
print(coroutine.resume(co))
-- many values
print(coroutine.wrap(function(...) return select("#", ...), coroutine.yield(...) end)(1, nil, 3, nil))
-- a coroutine in a coroutine
local outer = coroutine.wrap(function()
  local inner = coroutine.wrap(function() coroutine.yield(1) coroutine.yield(2) error("inner") end)
  coroutine.yield(inner() * 10) coroutine.yield(inner() * 10)
  print(pcall(inner))
  return "end"
end)
print(outer(), outer(), outer())
-- tracebacks of those that wait and those that failed
local waiting = coroutine.create(function() local function deep(n) if n == 0 then coroutine.yield() else deep(n - 1) end end deep(3) end)
coroutine.resume(waiting)
-- a hundred thousand switches
local n, ping = 0, coroutine.wrap(function() while true do coroutine.yield() end end)
for i = 1, 100000 do ping() n = n + 1 end
print(n)
-- unfinished ones by the thousand
local all = {}
for i = 1, 20000 do local c = coroutine.create(function(x) coroutine.yield(x) end) coroutine.resume(c, i) all[i] = c end
print(#all, coroutine.status(all[77]))
