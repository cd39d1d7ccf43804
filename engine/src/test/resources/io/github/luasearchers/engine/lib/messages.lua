-- What messages say of values, functions and places: each line below is a chunk that fails.

local chunks = [==[
local t={} t[1].x=1
local t={} t[1]()
local t={} t[300]()
local t={} t[1.5]()
local t={} t['a'..'b']()
local t={} local a='x'; t[a]()
local a=setmetatable({},{__add=5}) return a+1
local a=setmetatable({},{__index=5}) return a.x
local a=setmetatable({},{__eq=5}) local b=setmetatable({},{__eq=5}) return a==b
local a=setmetatable({},{__concat=5}) return a..'x'
local t={} return t.a.b+1
local t={} return t.a+1
local t={} return -t.a
local t={} return t.a..'x'
local t={} return 'x'..t.a..'y'
return {}+1
return x+y
local x=function() end return x.y.z
return 'a'<1
return ({})<{}
return nil>1
return math.foo.bar
string.rep()
('x'):rep({})
io.stdout.write(1)
io.stdout:write({})
pcall(string.rep) error(select(2,pcall(string.rep)))
error(select(2,pcall(pcall)))
setmetatable(1,2)
local t=setmetatable({},{__index=string.rep}) return t.x
for i in 5 do end
for i in nil do end
local t={} for i in t do end
return #nil
local s; s.x=1
s.x=1
s.x.y=1
local s={} s.x.y=1
local s={} s[1].y=1
local a,b=1; return a.b.c
return (nil)()
return (1)()
return ('x')()
a.b()
local s='x' return s.y.z
return select(-5)
local t = setmetatable({},{__newindex=function(t,k,v) error('bad') end}) t.x=1
coroutine.wrap(function() local x; x() end)()
error()
error(nil)
error({})
error('x',2)
error('x',0)
assert(false)
assert(nil,'m')
assert()
assert(false,{})
xpcall()
xpcall(1)
string.format('%d','x')
string.format('%d',1.5)
x = 3 = 4
return 1 .. {}
local t={} t[nil]=1
local t={} t[0/0]=1
return #5
return -{}
return 1 < {}
local a={} return a.b.c.d
local a={} return a.b:c()
local a={} a:c()
local _ENV={} x()
local _ENV={} return x.y
local function f() return x.y end local _ENV f()
local t = setmetatable({},{__name='My'}) return t.x.y
local t = setmetatable({},{__name='My'}) return t+1
local t = setmetatable({},{__name='My'}) return t<1
local t = setmetatable({},{__name='My'}) return t<t
local t = setmetatable({},{__name='My'}) return ('x'):rep(t)
local t = setmetatable({},{__name='My\\0x'}) return ('x'):rep(t)
local t = setmetatable({},{__name=1}) return ('x'):rep(t)
local t = setmetatable({},{__name='My'}) t()
local t = setmetatable({}, {__index = function(t, k) return k.x.y end}) return t.a
local t = {} t.x.y.z = 1
local t = {{}} return t[1].x.y
local t = {} return t[-1].x
local t = {} return t[256].x
local t = {} return t[255].x
local t = {} return t[0].x
local t = {} return t[true].x
local t = {} return t[1.0].x
return 'a' + 1
return 2 ^ 'b'
return -'a'
local s = 'a' return s * 2
local s = 'a' return 2 - s
local t, i = {}, 1 return t[i].x
local u = {} local function f() return u[1].x end f()
local u = {} local function f() return u.x.y end f()
local u = {} local function f() u.x.y = 1 end f()
local u local function f() u.y = 1 end f()
local u local function f() return u + 1 end f()
local u local function f() return u .. "" end f()
local u local function f() return #u end f()
local a = {} a.b.c.d = 1
local s = ("x"):rep(60) return _G[s].x
return ("x"):foo()
return (1 .. 2):foo()
local a = {} return a .. a
local a = {} return 1 .. a
local a = {} return a .. 1
local a, b = {}, 1 return b .. a .. b
return nil .. "x"
return true + 1
return 1 + true
return print + 1
return -true
local a = {} return a < 1
return 1 < true
return true < true
return {} <= {}
return print < print
return nil < nil
return "a" <= 1
return coroutine.create(print) < 1
local a = setmetatable({}, {__lt = 5}) return a < a
local a = setmetatable({}, {__len = 5}) return #a
local a = setmetatable({}, {__unm = 5}) return -a
local a = setmetatable({}, {__newindex = 5}) a.x = 1
local a = setmetatable({}, {__index = function() error("deep") end}) return a.x
local a = setmetatable({}, {__index = function() error("deep", 2) end}) return a.x
local a = {} setmetatable(a, {__index = a}) return a.x
local a = {} setmetatable(a, {__newindex = a}) a.x = 1
local t = setmetatable({}, {__index = string.rep}) return t.x
local t = setmetatable({}, {__newindex = string.rep}) t.x = 1
local t = setmetatable({}, {__add = string.rep}) return t + 1
local t = setmetatable({}, {__concat = string.rep}) return t .. 1
local t = setmetatable({}, {__eq = string.rep}) return t == setmetatable({}, getmetatable(t))
local t = setmetatable({}, {__lt = string.rep}) return t < t
local t = setmetatable({}, {__le = string.rep}) return t <= t
local t = setmetatable({}, {__len = string.rep}) return #t
local t = setmetatable({}, {__unm = string.rep}) return -t
local t = setmetatable({}, {__call = string.rep}) return t()
for i in string.rep do end
for k in pairs(nil) do end
for k in next, 1 do end
for i = 1, 2, {} do end
for i = {}, 2 do end
for i = 1, "x" do end
for i = 1, setmetatable({}, {__name = "My"}) do end
for i = 1, 2, 0 do end
for i = 1, 2, 0.0 do end
return math.floor(io.stdout)
return math.floor(setmetatable({}, {__name = "My"}))
return setmetatable({}, {__name = "My"}) .. "x"
return #setmetatable(io.stdout, nil)
return io.stdout + 1
return io.stdout < io.stdout
return io.stdout < 1
return io.stdout.x.y
return io.stdout.lines.x.y
io.stdout()
io.close(5)
io.lines(5)()
io.stdout.write()
io.stdout.seek({})
io.stdout:seek("nowhere")
io.stdout:setvbuf()
local f = io.stdout f.write("x", 1)
local s = string s.rep()
local rep = string.rep rep()
local s = "x" s:rep()
local s = "x" s:rep({})
local s = {rep = string.rep} s:rep(1)
string.rep("x", {})
(string.rep)()
return string.rep()
return (string.rep())
local t = {string.rep} t[1]()
local function f(...) return (...)() end f(string.rep)
error(select(2, pcall(string.rep)))
error(select(2, pcall(string.rep, {})))
error(select(2, pcall(table.concat, {{}})))
error(select(2, pcall(print.x)))
error(select(2, pcall(nil)))
error(select(2, pcall(setmetatable, {}, 1)))
error(select(2, pcall(ipairs)))
error(select(2, pcall(next, {}, 1)))
error(select(2, pcall(error)))
error(setmetatable({}, {__tostring = function() return "own" end}))
error(true)
error(1)
error(1.5)
error("a\0b", 0)
error("x", 1)
error("x", 2)
error("x", 3)
error("x", 99)
error("x", -1)
assert(false, nil)
assert(false, 1)
assert(nil, "no", "more")
assert()
tostring()
tostring(setmetatable({}, {__tostring = function() return {} end}))
type()
rawlen(1)
rawequal(1)
rawget(1)
rawset({})
select(0)
select("x")
setmetatable({})
setmetatable({}, 1)
setmetatable(setmetatable({}, {__metatable = 1}), {})
getmetatable()
tonumber()
tonumber("1", 99)
tonumber(1, 10)
tonumber({}, 10)
xpcall()
xpcall(print)
pcall()
next()
next({}, "x")
ipairs()
pairs()
unpack({})
load()
load(1)
load(function() return {} end)()
dofile("nowhere")
collectgarbage("x")
coroutine.create()
coroutine.create(1)
coroutine.wrap()
coroutine.wrap(1)
coroutine.yield()
local c = coroutine.wrap(function() end) c() c()
local c = coroutine.wrap(function() error("in") end) c()
local c = coroutine.wrap(function() error({}) end) c()
local c c = coroutine.wrap(function() c() end) c()
]==]

for chunk in chunks:gmatch("[^\n]+") do
  local f, message = load(chunk, "=t")
  if f then
    local _
    _, message = pcall(f)
  end
  if type(message) == "table" then
    message = getmetatable(message) and tostring(message) or "a table"
  end
  print(chunk)
  -- 5.2 finds some functions with and without the prefix, from run to run
  message = tostring(message):gsub("'_G%.", "'")
  print("  " .. message)
end

-- A name ends at a zero, and wrap adds a position to what its version takes for a message.
local odd = { ["a\0b"] = 1 }
print(pcall(function() return odd["x\0y"].z end))
print(pcall(function() return odd["a\0b"]() end))
print(pcall(function() return {} + "c\0d" end))
for _, value in ipairs { 1, "text", true } do
  local ok, problem = pcall(coroutine.wrap(function() error(value, 0) end))
  print(ok, type(problem), problem)
  ok, problem = pcall(function() return (coroutine.wrap(function() error(value, 0) end)()) end)
  print(ok, type(problem), problem)
end
