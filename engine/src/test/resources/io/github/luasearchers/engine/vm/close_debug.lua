-- What debuggers see of variables that are closed.
local function seen(name)
  return setmetatable({}, {__close = function(self, e)
    local me = debug.getinfo(1, "nt")
    local caller = debug.getinfo(2, "Sl")
    print(name, e, me.name, me.namewhat, me.istailcall, caller and caller.what, caller and caller.currentline)
  end})
end
local function hooked(f, ...)
  local lines = {}
  debug.sethook(function(event, line)
    local source = debug.getinfo(2, "S")
    if source.what == "C" then return end
    lines[#lines + 1] = event == "line" and line or event
  end, "crl")
  local ok, e = pcall(f, ...)
  debug.sethook()
  print(ok, e, table.concat(lines, " "))
end
local quiet = setmetatable({}, {__close = function() end})
local function block()
  do
    local a <close> = seen "a"
    local b = 1
    local c <close> = seen "c"
  end
  local d
end
block()
local function jumps(out)
  for i = 1, 2 do
    local a <close> = seen("j" .. i)
    if out == "break" then
      break
    elseif out == "goto" then
      goto done
    elseif out == "return" then
      return 1
    elseif out == "error" then
      error("E")
    end
  end
  ::done::
  return 2
end
jumps()
jumps "break"
jumps "goto"
jumps "return"
print(pcall(jumps, "error"))
print(coroutine.resume(coroutine.create(function() jumps() return pcall(jumps, "error") end)))
hooked(function()
  local a <close> = quiet
  local b <close> = quiet
  do
    local c <close> = quiet
  end
  return 1
end)
hooked(function()
  for i = 1, 2 do
    local c <close> = quiet
    if i == 2 then break end
  end
  local x = 1
end)
hooked(function()
  local c <close> = quiet
  error("E", 0)
end)
do
  local first, second = seen "first", seen "second"
  local x <close> = first
  for i = 1, 100 do
    if debug.getlocal(1, i) == "x" then print(debug.setlocal(1, i, second)) break end
  end
end
do
  local x <close> = seen "up"
  local f = function() return x end
  print(f() == x, debug.getupvalue(f, 1))
  debug.setupvalue(f, 1, seen "other")
end
local co = coroutine.create(function()
  local x <close> = setmetatable({}, {__close = function() coroutine.yield() end})
  return 1
end)
coroutine.resume(co)
print(debug.getinfo(co, 0, "S").what, debug.getinfo(co, 1, "n").name, debug.getinfo(co, 2, "l").currentline)
print(coroutine.resume(co))
co = coroutine.create(function()
  local x <close> = setmetatable({}, {__close = function()
    print(coroutine.running() == co, coroutine.status(co), coroutine.isyieldable())
    print(coroutine.isyieldable(co), debug.getinfo(2, "S"), select(2, coroutine.resume(co)))
    print(pcall(coroutine.close, co))
    print(pcall(coroutine.yield))
  end})
  coroutine.yield()
end)
coroutine.resume(co)
print(coroutine.close(co))
-- errors that no pcall is there for, and strange metamethods
print(pcall(function() local x <close> = setmetatable({}, {__close = true}) end))
print(pcall(function() local x <close> = setmetatable({}, {__close = {}}) error "lost" end))
print(pcall(function() local x <close> = setmetatable({}, {__close = setmetatable({}, {__call = function(...) print(select("#", ...)) end})}) end))
print(pcall(function() local x <close> = nil; local y <close> = false; return "fine" end))
for _, v in ipairs {1, "s", print, true, {}} do
  print(pcall(function() local name <close> = v end))
end
print(pcall(function() for i in pairs, {}, nil, 1 do end end))
print(pcall(function() local a <close>, b = quiet, 1, 2 return a == quiet, b end))
print(pcall(load "local a <const>, b <close>, c <const> = 1, nil, 3 return a, b, c"))
for _, code in ipairs {
  "local a <const> = 1; a = 2", "local a <close> = nil; a = 2", "local a <const> = 1; local function f() a = 2 end",
  "local a <close> = nil; function a() end", "local a <const> = {}; a.x = 1 return a.x", "local a <const> = 1; a.x = 1",
  "local a <const> = 1; a, b = 2", "local a <const> = 1; b, a = 2", "local a <const> = 1 do local a = 2; a = 3 return a end",
  "local function f() end local f <const> = f; function f() end", "local a <const> = {}; function a.b() end return 1",
  "local a <const> = 'x' return a:upper(), #a, a .. a", "local a <const> = 2 return -a, ~a, not a, a + a * a, a < 3, a == 2",
  "local a <const> = 2 return function() return a end", "local a <const>, b <const> = 1 return a, b",
  "local a <const> = nil return a, not a, a == nil", "local a <const> = true return a and 1, a or 2", "local a <const> = 1.5 return {a, [a] = a}[a]",
  "local a <x> = 1", "local a <close", "local a < = 1", "local a <1>", "local <const> a", "local function a <const>() end",
  "for a <const> = 1, 2 do end", "local a <close>, b <close> = nil", "local a<const>=1 goto l local b<const>=2 ::l:: return b",
  "goto l local b<const>=2 ::l:: return b", "goto l local b<const>=2 ::l::", "local a <const> = 5 local b <const> = a return b + a",
  "local _ENV <const> = {x = 1} return x", "local _ENV <const> = nil return x", "local x <const> = 1 local x <const> = x + 1 return x",
  "local a <const> = 1 local function f() local function g() return a end return g() end return f()",
  "local a <const>, b = 1, 2 local c <const> = 3 local d = 4 b = 5 return a, b, c, d",
  "local a <const> = 1 local b do local c <const> = 2 b = c end local d = 7 return a, b, d",
  "local a <const> = {} local function f() local function g() a = 1 end end", "local a <const> = ... a = 1",
} do
  local f, m = load(code, "=c")
  if f then print(pcall(f)) else print(m) end
end
