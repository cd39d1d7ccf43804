-- Calls through __call, closures that are the same, coroutines and finalizers, in each version.
local function chain(f, n)
  for i = 1, n do f = setmetatable({}, {__call = f}) end
  return f
end
local function count(...) return select("#", ...), (...) end
for _, n in ipairs {0, 1, 2, 3, 20, 150} do
  local f = chain(function(...) return count(...) end, n)
  local ok, a, b = pcall(function() return (f("x")) end)
  print(n, ok, a)
  print(n, pcall(function() return f("x", "y") end))
  print(n, (pcall(f, 1)))
  print(n, coroutine.resume(coroutine.create(function(...) return (f(...)) end), 1, 2))
  print(n, pcall(function() for k in f do return type(k) end end))
end
local t = setmetatable({}, {__call = 5})
print((pcall(t)))
print((pcall(function() t() end)))
print((pcall(function() local x = chain(t, 2) x() end)))
local index = setmetatable({}, {__index = chain(function(a, b) return type(b) end, 1), __add = chain(function() return "add" end, 2)})
print(pcall(function() return index.x end))
print(pcall(function() return index + 1 end))
-- closures; a collector at work lets go of those that 5.2 and 5.3 keep
collectgarbage()
collectgarbage("stop")
local made = {}
for i = 1, 3 do made[i] = function() return 1 end end
print(made[1] == made[2], made[2] == made[3])
local up = 1
for i = 1, 3 do made[i] = function() return up end end
print(made[1] == made[2], made[2] == made[3])
for i = 1, 3 do local own = i made[i] = function() return own end end
print(made[1] == made[2])
collectgarbage("restart")
-- coroutines
local co
co = coroutine.create(function(...)
  print(coroutine.status(co), select("#", coroutine.running()), (coroutine.running()) == co)
  print(pcall(coroutine.resume, co))
  print(coroutine.isyieldable and coroutine.isyieldable())
  print(pcall(table.sort, {3, 1, 2}, function(a, b) print(coroutine.isyieldable and "y") return a < b end))
  return ...
end)
print(coroutine.status(co), coroutine.isyieldable and coroutine.isyieldable())
print(coroutine.resume(co, 1, nil))
print(coroutine.status(co), coroutine.resume(co))
print(select("#", coroutine.running()), select(2, coroutine.running()))
print(pcall(coroutine.wrap(function() error("E", 0) end)))
print(pcall(coroutine.wrap(function() error({}) end)) == false)
print(pcall(coroutine.wrap(function() error("E") end)))
print(pcall(coroutine.wrap(function() error(12, 0) end)))
print(pcall(coroutine.wrap(function() error() end)))
for _, name in ipairs {"resume", "status", "close", "isyieldable", "create", "wrap"} do
  local f = coroutine[name]
  if f then
    print(name, pcall(f)) print(name, pcall(f, 1)) print(name, pcall(f, {}))
  end
end
-- finalizers
local function finalize(mt) setmetatable({}, mt) mt = nil print((pcall(collectgarbage))) end
finalize {__gc = function() error("G", 0) end}
finalize {__gc = true}
