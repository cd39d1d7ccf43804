-- The debug library: what it answers about calls, names, variables, hooks and tracebacks.

local function show(...)
  local texts = {}
  for i = 1, select("#", ...) do
    local value = select(i, ...)
    local text = type(value) == "string" and ("%q"):format(value) or tostring(value)
    texts[i] = text:gsub("0x%x+", "PTR"):gsub("'_G%.", "'"):gsub("\\?\n", "\\n"):gsub("\t", "\\t"):gsub("\\9", "\\t")
  end
  print(table.concat(texts, " "))
end

local is53, is54 = math.type ~= nil, warn ~= nil

local function section(name)
  print("-- " .. name)
end

-- names of functions

section("names")
local function named(level)
  local info = debug.getinfo((level or 1) + 1, "nt")
  return info.name, info.namewhat, info.istailcall
end
local function me() local info = debug.getinfo(1, "nt") return info.name, info.namewhat, info.istailcall end
show(me())
show((me()))
local t = {me = me, [1] = me, [300] = me, [1.5] = me, ["a b"] = me}
show(t.me())
show(t:me())
show(t[1]())
show(t[300]())
show(t[1.5]())
show(t["a b"]())
local key = "me"
show(t[key]())
globalMe = me
show(globalMe())
show(_G.globalMe())
show((function() return me end)()())
show((function() local r = {me()} return (table.unpack or unpack)(r) end)())
show((function() return me() end)())
show(pcall(me))
show(select(2, pcall(me)))
show(coroutine.wrap(me)())
for a, b, c in me do show(a, b, c) break end
local meta = {}
for _, event in ipairs {"__index", "__newindex", "__add", "__sub", "__mul", "__div", "__mod", "__pow",
    "__unm", "__len", "__concat", "__eq", "__lt", "__le", "__call"} do
  meta[event] = function() show(event, me()) local info = debug.getinfo(1, "n") show(info.name, info.namewhat) return 1 end
end
local a, b = setmetatable({}, meta), setmetatable({}, meta)
local _ = a.x
a.x = 1
_ = a + 1
_ = 1 - a
_ = a * a
_ = a / 1
_ = a % 1
_ = a ^ 1
_ = -a
_ = #a
_ = a .. "x"
_ = "x" .. a
_ = a == b
_ = a < b
_ = a <= b
_ = a > b
_ = a()
show(debug.getinfo(print, "n").name, debug.getinfo(print, "n").namewhat)

-- arguments of getinfo

section("getinfo")
local function keys(t)
  local list = {}
  for k in pairs(t) do list[#list + 1] = tostring(k) end
  table.sort(list)
  return table.concat(list, " ")
end
show(keys(debug.getinfo(1)))
show(keys(debug.getinfo(print)))
for _, option in ipairs {"n", "S", "l", "u", "f", "L", "t", "r", "x", "", ">", ">S", "nS", "n>"} do
  if is54 or not option:find(">") then
    local ok, info = pcall(debug.getinfo, 1, option)
    show(option, ok, ok and keys(info) or info)
    ok, info = pcall(debug.getinfo, print, option)
    show(option, ok, ok and keys(info) or info)
  end
end
show(pcall(debug.getinfo))
show(pcall(debug.getinfo, nil))
show(pcall(debug.getinfo, {}))
show(pcall(debug.getinfo, "x"))
show(pcall(debug.getinfo, 1000))
show(pcall(debug.getinfo, 1000, "x"))
show(pcall(debug.getinfo, -1))
show(pcall(debug.getinfo, 1, {}))
show(pcall(debug.getinfo, "0", "t"))
local function where() local i = debug.getinfo(1, "Slu") return i.source, i.short_src, i.what, i.currentline, i.linedefined, i.lastlinedefined, i.nups, i.nparams, i.isvararg end
show(where())
local i = debug.getinfo(print, "Slu")
show(i.source, i.short_src, i.what, i.currentline, i.linedefined, i.lastlinedefined, i.nparams, i.isvararg)
local function lines(f)
  local list = {}
  for line in pairs(debug.getinfo(f, "L").activelines) do list[#list + 1] = line end
  table.sort(list)
  return ("%d "):rep(#list):format((table.unpack or unpack)(list))
end
show(lines(load("\nlocal x\nreturn x\n\n")))
show(lines(load("return function(a)\n\nreturn a\nend")()))
show(debug.getinfo(print, "L").activelines)

-- stripped functions

section("stripped")
local stripped = load(string.dump(load("local a = 1\nlocal b = 2 + a\nreturn a, b, debug.getinfo(1, 'Sl'), debug.getlocal(1, 1)", "=s"), true))
local _, _, info, name, value = stripped()
show(info.source, info.short_src, info.currentline, info.linedefined, name, value)
if is53 then
  show(pcall(load(string.dump(load("local x\nx.y = 1", "=s"), true))))
  show(pcall(load(string.dump(load("\nerror('x')", "=s"), true))))
  show(pcall(load(string.dump(load("return x.y.z", "=s"), true))))
end
if is53 then
  local f = load(string.dump(load("local up = 1 return function() return up end")(), true))
  show(debug.getupvalue(f, 1))
  show(debug.setupvalue(f, 1, 2), f())
end
if not is54 then
  show(next(debug.getinfo(load(string.dump(load("\n\nprint()", "=s"), true)), "L").activelines))
end

-- local variables

section("locals")
local function locals(level, from, to)
  local list = {}
  for n = from, to do
    local name, value = debug.getlocal(level + 1, n)
    list[#list + 1] = tostring(name) .. "=" .. (type(value) == "function" and "f" or type(value) == "table" and "t" or tostring(value))
  end
  return table.concat(list, " ")
end
local function some(p, q, ...)
  local x, y = 1, "y"
  do local hidden = 1 end
  return (locals(1, 1, 5)), (locals(1, -3, -1))
end
show(some(10, 20, 30, 40))
show(some())
show(debug.getlocal(some, 1), debug.getlocal(some, 2), debug.getlocal(some, 3), debug.getlocal(some, -1), debug.getlocal(print, 1))
show(pcall(debug.getlocal, 1000, 1))
show(pcall(debug.getlocal, 1))
show(pcall(debug.getlocal, {}, 1))
show(pcall(debug.getlocal))
show(pcall(debug.getlocal, "x", 1))
show(pcall(debug.setlocal, 1000, 1, 1))
show(pcall(debug.setlocal, 1, 1))
show(pcall(debug.setlocal, 1, 100, 1))
show(pcall(debug.setlocal))
local function set() local a, b = 1, 2 local n = debug.setlocal(1, 1, "new") return n, a, b, (debug.setlocal(1, 99, 1)) end
show(set())
local co = coroutine.create(function(a, ...) local b = a coroutine.yield(b) end)
coroutine.resume(co, "A", "B")
show(debug.getlocal(co, 1, 1))
show(debug.getlocal(co, 1, 2))
show(debug.getlocal(co, 1, -1))
show(debug.getlocal(co, 1, -2))
show(debug.getlocal(co, 0, 1))
show(pcall(debug.getlocal, co, 5, 1))
show(debug.setlocal(co, 1, 2, "C"))
show(debug.getlocal(co, 1, 2))

-- upvalues and user values

section("upvalues")
local u, v = 1, 2
local function up() return u, v end
show(debug.getupvalue(up, 1))
show(debug.getupvalue(up, 2))
show(debug.getupvalue(up, 3))
show(pcall(debug.getupvalue, up, "x"))
show(pcall(debug.getupvalue, 1, 1))
show(pcall(debug.getupvalue, up))
show(debug.setupvalue(up, 1, "set"), u)
show(pcall(debug.setupvalue, up, 1))
show(debug.setupvalue(up, 9, 1))
show(debug.setupvalue(print, 1, 1))
show(type(debug.upvalueid(up, 1)), debug.upvalueid(up, 1) == debug.upvalueid(up, 1), debug.upvalueid(up, 1) == debug.upvalueid(up, 2))
show(pcall(debug.upvalueid, up, 3))
show(pcall(debug.upvalueid, up, 0))
show(pcall(debug.upvalueid, print, 1))
show(pcall(debug.upvalueid, {}, 1))
show(pcall(debug.upvalueid, up))
show(pcall(debug.upvaluejoin, up, 1, up, 9))
show(pcall(debug.upvaluejoin, up, 9, up, 1))
show(pcall(debug.upvaluejoin, up, 1, print, 1))
show(pcall(debug.upvaluejoin, up, 1))
show(pcall(debug.upvaluejoin, up, 1, up, 2), up())
show(debug.getuservalue(1))
show(debug.getuservalue({}))
show(debug.getuservalue(io.stdout))
show(pcall(debug.getuservalue))
show(pcall(debug.setuservalue, 1, {}))
show(pcall(debug.setuservalue, {}, {}))
show(pcall(debug.setuservalue, debug.upvalueid(up, 1), {}))
show(pcall(debug.setuservalue, io.stdout))
show(pcall(string.rep, debug.upvalueid(up, 1)))
show(pcall(function() return debug.upvalueid(up, 1) + 1 end))
if is54 then
  show(debug.setuservalue(io.stdout, {}))
  show(debug.setuservalue(io.stdout, {}, 2))
  show(debug.getuservalue(io.stdout, 2))
  show(pcall(debug.setuservalue, io.stdout, {}, "x"))
end
show(pcall(debug.setmetatable, 1))
show(pcall(debug.setmetatable, 1, 1))
show(debug.setmetatable(1, nil))
show(pcall(debug.getmetatable))
show(debug.getmetatable(1), debug.getmetatable("") == getmetatable(""))
show(debug.setcstacklimit and debug.setcstacklimit(100), debug.setcstacklimit and pcall(debug.setcstacklimit))

-- hooks

section("hooks")
show(debug.gethook())
show(pcall(debug.sethook, 1))
show(pcall(debug.sethook, print))
show(pcall(debug.sethook, print, {}))
show(pcall(debug.sethook, 1, "c"))
show(pcall(debug.sethook, print, "c", "x"))
debug.sethook()
local events = {}
local function record(event, line)
  local info = debug.getinfo(2, "nS")
  events[#events + 1] = event .. ":" .. tostring(line) .. ":" .. tostring(info.name) .. ":" .. info.namewhat .. ":" .. info.what
  local own = debug.getinfo(1, "n")
  events.own = tostring(own.name) .. " " .. own.namewhat
end
local function flush() for _, event in ipairs(events) do print("  " .. event) end print("  hook is " .. tostring(events.own)) events = {} end
local function tail() return tostring(1) end
local function hooked() local x = tostring(2) local y = tail() return x end
debug.sethook(record, "cr")
hooked()
debug.sethook()
flush()
show(select(2, pcall(debug.sethook, record, "crl", 5)), select(2, debug.gethook()))
debug.sethook()
local code = load("local a = 1\nlocal b = 2\nif a > b then\n  a = 3\nelse\n  a = 4\nend\nwhile a < 6 do\n  a = a + 1\nend\nrepeat\n  a = a - 1\nuntil a < 5\nreturn a", "=c")
local seen = {}
debug.sethook(function(event, line) if debug.getinfo(2, "S").short_src == "c" then seen[#seen + 1] = line end end, "l")
code()
debug.sethook()
show(table.concat(seen, " "))
show(pcall(function()
  debug.sethook(function() debug.sethook() error("from the hook") end, "l")
  local x = 1
end))
debug.sethook()
local count = 0
debug.sethook(function() count = count + 1 end, "", 1)
for i = 1, 10 do end
debug.sethook()
show(count > 10)
show((select(2, pcall(function()
  debug.sethook(function() debug.sethook() local x x.y = 1 end, "c")
  tostring(1)
end))))
debug.sethook()
if is54 then
  local moved = {}
  local function inspect(event)
    local info = debug.getinfo(2, "ruS")
    local values = {}
    for i = info.ftransfer, info.ftransfer + info.ntransfer - 1 do
      values[#values + 1] = tostring((select(2, debug.getlocal(2, i))))
    end
    -- where C functions have their results differs
    local first = event == "return" and info.what == "C" and "?" or info.ftransfer
    moved[#moved + 1] = event .. " " .. first .. " " .. info.ntransfer .. ": " .. table.concat(values, " ")
  end
  local function pass(a, ...) return ... end
  local function fixed(a, b) local c = a return b, c end
  debug.sethook(inspect, "cr")
  math.max(3, 4)
  select(2, "a", "b", "c")
  pass(1, 2, 3)
  fixed(1, 2)
  debug.sethook()
  for _, line in ipairs(moved) do
    print("  " .. line)
  end
  show(debug.getinfo(1, "r").ftransfer, debug.getinfo(print, "r").ntransfer)
end

-- finalizers

section("finalizers")
local found
local function finalize()
  local own, other = debug.getinfo(1, "n"), debug.getinfo(2, "n")
  found = {own.name, own.namewhat, other.name, other.namewhat}
end
setmetatable({}, {__gc = finalize})
collectgarbage()
show((table.unpack or unpack)(found, 1, 4))
do
  found = nil
  setmetatable({}, {__gc = finalize})
  repeat local t = {} until found
  show((table.unpack or unpack)(found, 1, 2))
end

-- tracebacks

section("tracebacks")
local function trace(f, ...)
  local co = coroutine.create(f)
  show(coroutine.resume(co, ...))
  show(debug.traceback(co))
  return co
end
trace(function() error("x") end)
trace(function() local x x() end)
trace(function() globalMe = function() coroutine.yield() end globalMe() end)
trace(function() t.field = function() coroutine.yield() end t.field() end)
trace(function() t.field = function() coroutine.yield() end t:field() end)
trace(function() t[1] = function() coroutine.yield() end t[1]() end)
trace(function() local function f() coroutine.yield() end f() end)
trace(function() local function f() coroutine.yield() end return f() end)
local upf = function() coroutine.yield() end
trace(function() upf() end)
trace(function() pcall(upf) end)
trace(function() (function() coroutine.yield() end)() end)
trace(function() for i in upf do end end)
trace(function() string.rep() end)
trace(load("\n\ncoroutine.yield()", "=chunk"))
trace(load("\n\nerror('x')", "@file.lua"))
trace(load("local function f() coroutine.yield() end f()", "a text that is rather long and goes on and on until it does not fit"))
if is53 then
  local mt = setmetatable({}, {__add = function() coroutine.yield() end, __index = function() coroutine.yield() end,
    __lt = function() coroutine.yield() end, __concat = function() coroutine.yield() end})
  trace(function() return mt + 1 end)
  trace(function() return mt.x end)
  trace(function() return mt < mt end)
  trace(function() return mt .. "x" end)
end
for _, depth in ipairs {5, 15, 18, 19, 20, 21, 22, 23, 30, 100} do
  local co = coroutine.create(function()
    local function f(n) if n == 0 then coroutine.yield() else f(n - 1) end end
    f(depth)
  end)
  coroutine.resume(co)
  local text = debug.traceback(co, "m")
  show(depth, select(2, text:gsub("\n", "")), text:match("%.%.%.[^\n]*"))
  text = debug.traceback(co, "m", 3)
  show(depth, select(2, text:gsub("\n", "")), text:match("%.%.%.[^\n]*"))
  text = debug.traceback(co, nil, 9)
  show(depth, select(2, text:gsub("\n", "")), text:match("%.%.%.[^\n]*"))
end
show(debug.traceback(co, "x", 100))
show(debug.traceback(co, "x", -1))
show(debug.traceback(co, nil, 1))
show(debug.traceback({}), debug.traceback(true), debug.traceback(print) == print)
show((debug.traceback(1):match("[^\n]*")), (debug.traceback("x"):match("[^\n]*\n[^\n]*")))
show(pcall(debug.traceback, "x", "y"))
show(pcall(debug.traceback, co, {}, "y"))
show(debug.traceback(coroutine.create(print)))
local dead = coroutine.create(function() end)
coroutine.resume(dead)
show(debug.traceback(dead))

-- message handlers

section("handlers")
show(xpcall(function() error("x", 0) end, function(m) return "handled " .. m end))
show(xpcall(function() local x x() end, function(m) return debug.traceback(m, 1):match("^[^\n]*\n[^\n]*\n[^\n]*\n[^\n]*") end))
show(xpcall(function() local x x() end, function(m) local i = debug.getinfo(1, "n") return tostring(i.name) .. i.namewhat end))
show(xpcall(function() error() end, function(m) return type(m) end))
show(xpcall(function(...) return ... end, print, 1, 2))
show(pcall(xpcall))
show(pcall(xpcall, print))
show(pcall(xpcall, nil, print))
show(pcall(pcall))
show(pcall(error))
show(xpcall(string.rep, function(m) return m end))
show(xpcall(function() string.rep() end, function(m) return m end))
