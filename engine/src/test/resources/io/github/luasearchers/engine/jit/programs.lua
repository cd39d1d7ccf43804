-- Programs for TranslatorTest. Each runs long enough to be translated.
-- PROGRAM recursion
local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
print(fib(24))
local function ack(m, n)
  if m == 0 then return n + 1 end
  if n == 0 then return ack(m - 1, 1) end
  return ack(m - 1, ack(m, n - 1))
end
print(ack(2, 60))
local function deep(n) if n == 0 then return 0 end return 1 + deep(n - 1) end
for i = 1, 20 do deep(100) end
print(deep(20000), pcall(function() local function f() return 1 + f() end return f() end))
-- PROGRAM tail calls
local even, odd
function even(n) if n == 0 then return true end return odd(n - 1) end
function odd(n) if n == 0 then return false end return even(n - 1) end
print(even(300001), odd(300001))
local function last(n, ...) if n == 0 then return ... end return last(n - 1, n, ...) end
for i = 1, 3000 do last(9) end
print(last(9))
local function call(f, ...) return f(...) end
local n = 0
for i = 1, 60000 do n = n + call(math.max, i % 7, 3) + #call(tostring, i) end
print(n)
-- PROGRAM integers and floats
local function sum(n)
  local s, t, u = 0, 0.0, 1
  for i = 1, n do
    s = s + i % 7
    t = t + i / 2 - i * 0.25
    u = (u * 16807) % 2147483647
  end
  return s, t, u
end
for i = 1, 5 do print(sum(20000)) end
print(sum(10.0))
local x = 1
for i = 1, 70000 do x = x + x if x > 2 ^ 40 or x < -2 ^ 40 then x = 1 end end
print(x)
local function negative(a, b) return a * b, -a, a - b end
for i = -30000, 30000 do negative(i, 3) end
print(negative(0, -1), negative(-0.0, 5), negative(2 ^ 31, 2))
print(1 / negative(0, -1))
-- PROGRAM kinds that change
local function add(a, b) return a + b end
local r = 0
for i = 1, 60000 do r = add(r, i) end
print(r)
for i = 1, 60000 do r = add(r, 0.5) end
print(r)
print(add("10", 5), pcall(add, {}, 1), pcall(add, nil, 1))
local mt = {__add = function(a, b) return 42 end}
for i = 1, 3000 do r = add(setmetatable({}, mt), i) end
print(r, add("1", "2"))
-- PROGRAM tables and methods
local Point = {}
Point.__index = Point
function Point.new(x, y) return setmetatable({x = x, y = y}, Point) end
function Point:move(dx, dy) self.x = self.x + dx self.y = self.y + dy return self end
function Point:length() return (self.x ^ 2 + self.y ^ 2) ^ 0.5 end
local Named = setmetatable({}, {__index = Point})
Named.__index = Named
function Named.new(name) local p = Point.new(0, 0) p.name = name return setmetatable(p, Named) end
function Named:title() return self.name .. ":" .. self:length() end
local p, q = Point.new(3, 4), Named.new("q")
for i = 1, 30000 do p:move(1, -1) q:move(0.5, 0.5) if i % 5000 == 0 then print(q:title()) end end
print(p.x, p.y, p:length(), p.missing, q.missing)
local list = {}
for i = 1, 30000 do list[i] = i * 2 end
for i = 1, #list do list[i] = list[i] + 1 list[i + 0.0] = list[i] end
print(#list, list[1], list[30000], list[30001])
local keys = {}
for i = 1, 30000 do keys["k" .. i % 10] = i keys[i % 5 == 0] = i end
local names = {}
for k in pairs(keys) do names[#names + 1] = tostring(k) end
table.sort(names)
print(table.concat(names, " "))
local weak = setmetatable({}, {__newindex = function(t, k, v) rawset(t, k, v * 2) end})
for i = 1, 20000 do weak[i % 100] = i end
print(weak[7], weak[99])
function Point:length() return "replaced" end
print(p:length(), q:title())
Point.__index = function(t, k) return k .. "!" end
print(p.anything, q.anything)
-- PROGRAM errors
local function fail(t, i)
  local name = t
  if i == 29999 then return name.field.x end
  return name.field
end
local t = {field = {x = 1}}
local function run(t)
  for i = 1, 30000 do fail(t, i) end
  return fail(t, 29999)
end
print(run(t))
t.field = nil
print(pcall(run, t))
print(xpcall(run, debug.traceback, t))
local function compare(a, b) return a < b end
for i = 1, 30000 do compare(i, 5) end
print(pcall(compare, 1, "x"), pcall(compare, {}, {}))
local function bad(i) return ("x"):rep(i) end
for i = 1, 20000 do bad(2) end
print(pcall(bad, {}))
local function called(f) return f() end
for i = 1, 20000 do called(print and math.random) end
print(pcall(called, nil))
for i = 1, 3000 do assert(not pcall(error, {i})) end
local caught = 0
for i = 1, 3000 do local ok, e = pcall(function() if i % 3 == 0 then error("m" .. i) end return i end) caught = caught + (ok and 0 or #e) end
print(caught)
-- PROGRAM coroutines
local function generate(n) for i = 1, n do coroutine.yield(i, i * 2) end return "done" end
local total = 0
for a, b in coroutine.wrap(function() generate(20000) end) do total = total + a + b end
print(total)
local co = coroutine.create(function(...)
  local args = {...}
  while true do
    args = {coroutine.yield(#args, table.unpack(args))}
    if args[1] == "stop" then error("stopped") end
  end
end)
for i = 1, 5000 do coroutine.resume(co, i, nil, i) end
print(coroutine.resume(co, "a", "b"))
print(coroutine.resume(co, "stop"))
print(coroutine.status(co))
local function nested(n) if n == 0 then coroutine.yield("bottom") return 0 end return 1 + nested(n - 1) end
local sum = 0
for i = 1, 500 do
  local c = coroutine.wrap(nested)
  c(20)
  sum = sum + c()
end
print(sum)
-- PROGRAM closures
local function counter() local n = 0 return function() n = n + 1 return n end end
local a, b = counter(), counter()
for i = 1, 30000 do a() if i % 2 == 0 then b() end end
print(a(), b())
local fs = {}
for i = 1, 3000 do local j = i fs[i] = function(d) j = j + d return j + i end end
local s = 0
for r = 1, 10 do for i = 1, #fs do s = s + fs[i](1) end end
print(s)
local function loop(n)
  local all = {}
  for i = 1, n do
    local v = i
    all[#all + 1] = function() v = v + 1 return v end
    if i % 3 == 0 then goto continue end
    all[#all]()
    ::continue::
  end
  local t = 0
  for i = 1, #all do t = t + all[i]() end
  return t
end
for i = 1, 20 do loop(300) end
print(loop(300))
-- PROGRAM varargs
local function count(...) return select("#", ...), (...) end
local function pass(...) return count(1, ...) end
local function tail(a, ...) return ... end
local n = 0
for i = 1, 30000 do n = n + count() + pass(nil, i) + #{tail(1, 2, 3)} end
print(n)
local function gather(...) local t = {...} local a, b, c = ... return #t, a, b, c end
for i = 1, 20000 do gather(i, i, i, i) end
print(gather(), gather(1), gather(1, 2, 3, 4))
local function results(i) if i % 3 == 0 then return elseif i % 3 == 1 then return i else return i, i end end
local some = 0
for i = 1, 30000 do local a, b, c = results(i) some = some + (a or 0) + (b or 0) + (c and 1 or 0) + select("#", results(i)) end
print(some)
-- PROGRAM strings
local out = {}
for i = 1, 20000 do
  local s = "n" .. i .. "/" .. i / 2
  out[i % 10 + 1] = s:upper():sub(1, 4) .. #s
end
print(table.concat(out, ","))
local found = 0
for w in ("the quick brown fox "):rep(2000):gmatch("%a+") do found = found + #w end
print(found, (("x"):rep(3000):gsub("x", function(c) found = found + 1 return c .. "y" end)):sub(1, 6), found)
local eq = 0
for i = 1, 30000 do if "k" .. i % 3 == "k1" then eq = eq + 1 end if nil == false or i == "1" then eq = -1 end end
print(eq, "a" < "b", "a" <= "A")
table.sort(out, function(a, b) return a > b end)
print(out[1], out[10])
-- PROGRAM hooks and debuggers
local function work(n) local t = 0 for i = 1, n do t = t + i end return t end
print(work(60000))
local lines = 0
debug.sethook(function() lines = lines + 1 end, "l")
work(10)
debug.sethook()
print(lines)
local get, set
local function look(n)
  local mine = n * 2
  if n == 25000 then
    print(get(1, 1), get(1, 2), debug.getinfo(1, "l").currentline)
    set(1, 2, "changed")
  end
  return mine
end
for i = 1, 24000 do look(i) end
get, set = load("return debug.getlocal, debug.setlocal")()
for i = 24000, 25000 do look(i) end
print(look(25000))
print(debug.traceback("m"))
collectgarbage()
print(type(collectgarbage("count")))
-- PROGRAM loops
local function loops(from, to, step)
  local t = {}
  for i = from, to, step do t[#t + 1] = i if #t > 4 then break end end
  return table.concat(t, " ")
end
for i = 1, 8000 do loops(1, 3, 1) loops(3, 1, -1) end
print(loops(1, 3, 1), loops(3, 1, -1), loops(1, 2, 0.5), loops(1.0, 3, 1), loops(1, 3.5, 1), loops(2, 1, 1))
print(pcall(loops, 1, {}, 1), pcall(loops, "a", 2, 1))
local function whiles(n) local i, s = 0, 0 while true do i = i + 1 if i % 2 == 0 then goto next end s = s + i ::next:: if i >= n then break end end return s end
for i = 1, 300 do whiles(200) end
print(whiles(1000))
local function repeats(n) local k = n repeat local d = k k = k - 1 until d <= 0 return k end
for i = 1, 3000 do repeats(20) end
print(repeats(5), repeats(5.5))
local order = {}
for i, v in ipairs({5, 6, 7}) do order[#order + 1] = i .. "=" .. v end
for i = 1, 5000 do for k, v in next, {1, 2, x = 3} do order[4] = k end end
print(table.concat(order, " ", 1, 3))
-- PROGRAM names that are made
local t = {}
for i = 1, 10 do t["na" .. "me" .. i] = i end
local class = setmetatable({}, {__index = {}})
getmetatable(class).__index["da" .. "ta"] = "inherited"
local object = setmetatable({}, {__index = class})
local function read(t, o) return t.name1 + t.name10, o.data, o.nothing, t.name11 end
for i = 1, 20000 do read(t, object) end
print(read(t, object))
local weak = setmetatable({}, {__mode = "v", __index = {kept = "below"}})
weak.kept = "above"
local over = setmetatable({}, {__index = weak})
local function look(o) return o.kept end
for i = 1, 20000 do look(over) end
print(look(over))
local meta = {__index = {x = 1}}
local late = setmetatable({}, meta)
for i = 1, 20000 do look(late) end
setmetatable(meta, {__mode = "v"})
meta.__index = {kept = 7}
print(look(late))
meta.__index = nil
print(look(late))
-- PROGRAM forms that meet
local function f(t) local s = t[1] for i = 2, 10 do s = s + i end return s end
for i = 1, 20000 do f {1} end
print(f {1}, f {1.5})
local function g(s) return s + 1 end
local function mixed(a, b) local s = 0 for i = a, b do s = g(s) end return s end
for i = 1, 3000 do mixed(1, 5) mixed(1.0, 5) mixed(1, 5.5) end
print(mixed(1, 5), mixed(1.0, 5), mixed(1, 5.5))
local function h(c, d, ...) local u = c .. d .. c local t = {...} local x = c and d return t, x, u end
for i = 1, 20000 do h("p", "q", 1, 2) end
print(h("p", "q", 1, 2)[1], select(2, h("p", "q", 1, 2)))
local function inner(n)
  local s = n
  for i = 1, 3 do for j = i, 3 do s = s + j end s = s * 1 end
  local k = s
  while k > 10 do k = k - 3 end
  return s, k
end
for i = 1, 8000 do inner(2) end
print(inner(2), inner(2.5))
local w = {3, 1, 2}
for i = 1, 4000 do table.sort(w, function(a, b) local x = {a, b} return x[1] < x[2] end) end
print(w[1], ("x").len == string.len, #("abc"):rep(3))
-- PROGRAM variables of callers
local function sorted(t, look)
  local mine = #t
  table.sort(t, function(a, b) if look then look(mine) end return a < b end)
  local seen = mine * 2
  return mine, seen
end
local function fails(n, m) local twice = n * 2 if n > 29990 then error(m) end return twice end
for i = 1, 3000 do sorted({3, 1, 2, i}) fails(i) end
for i = 1, 29990 do fails(i) end
local debug = load("return {get = debug.getlocal, set = debug.setlocal}")()
print(sorted({3, 1, 2}, function()
  local name, value = debug.get(4, 3)
  print(name, value, debug.set(4, 3, 10))
end))
print(xpcall(fails, function(m) return m .. table.concat({debug.get(3, 1)}) .. table.concat({debug.get(3, 3)}) end, 29995, "m"))
-- PROGRAM what is left on the stack
local kept = setmetatable({}, {__mode = "k"})
local function touch(t) return rawlen(t), select("#", t, t) end
local function count() local n = 0 for k in next, kept do n = n + 1 end return n end
local function work(i)
  local a, b, c = 1, 2, 3
  do
    local t = {i}
    kept[t] = true
    rawequal(t, t) rawlen(t) touch(t)
    t = nil
  end
  a = a + b
  if i == 20000 then
    collectgarbage() collectgarbage()
    print(count())
  end
  return a
end
for i = 1, 20000 do work(i) if i % 1000 == 0 then kept = setmetatable({}, {__mode = "k"}) end end

-- PROGRAM a function too large to be compiled under compiled callers
local names, values = {}, {}
for i = 1, 130 do names[i] = "v" .. i values[i] = "x" end
local text = "local x, f = ... local " .. table.concat(names, ", ") .. " = "
  .. table.concat(values, ", ") .. " return f(v130)"
local large = load("return function(...) " .. text .. " end")()
local function identity(x) return x end
local function call(x, f) return (large(x, f)) end
local sum = 0
for i = 1, 3000 do sum = sum + call(i, identity) end
print(sum)
-- errors come through it, caught below and above
local function fail(x) if x % 3 == 0 then error("at " .. x) end return x end
local function try(x) local ok, what = pcall(call, x, fail) return ok and what or #what end
local function tryAbove(x) return call(x, function(y) return select(2, pcall(fail, y)) end) end
local texts = 0
for i = 1, 3000 do sum = sum + try(i) texts = texts + #tostring(tryAbove(i)) end
print(sum, texts)
-- and it is left by a coroutine that yields
local function yield(x) return coroutine.yield(x) or 0 end
local co = coroutine.wrap(function() for i = 1, 2000 do sum = sum + call(i, yield) end return "end" end)
local last = co()
while last ~= "end" do last = co(last * 2) end
print(sum)
-- a metamethod, and what looks at all frames
local proxy = setmetatable({}, {__index = function(_, key) return large(key, identity) end,
  __newindex = function(_, key, value) large(key, identity) sum = sum + value end})
local function use(i) proxy.x = i return proxy[i] end
for i = 1, 3000 do sum = sum + use(i) end
print(sum)
local getlocal = load("return debug.getlocal")() -- from here on nothing is compiled
local function look(x) return collectgarbage("count") > 0 and select(2, getlocal(1, 1)) end
for i = 1, 2000 do sum = sum + call(i, look) end
print(sum)

-- PROGRAM sums that become floats in the first round of a loop
local function sum(t) local s = 0 for i = 1, #t do s = s + t[i] end return s end
local function whileSum(t) local s, i = 0, 1 while i <= #t do s = s + t[i] i = i + 1 end return s, i end
local function halves(n)
  local a, b = 0, 1
  repeat a, b = b, a + b / 2 n = n - 1 until n == 0
  return a, b
end
local function nested(n)
  local total = 0
  for i = 1, n do
    local s = 0
    for j = 1, n do
      if (i + j) % 3 == 0 then goto next end
      s = s + j * 0.5
      ::next::
    end
    total = total + s
  end
  return total
end
local function pairSum(t) local s = 0 for _, v in pairs(t) do s = s + v end return s end
local function again(t) local s = 0 for i = 1, #t do s = s + t[i] if i == 3 then s = 7 end end return s end
local function shared(t)
  local s = 0
  local function get() return s end
  for i = 1, #t do s = s + t[i] end
  return get()
end
local function broken(t) local s = 0 for i = 1, #t do s = s + t[i] if s > 5 then break end end return s end
for r = 1, 400 do
  local t, u = {0.5, 1.5, 2.25, 3.0}, {1, 2, 3, 4}
  if r % 97 == 0 then t[3] = "8" end
  local out = {
    sum(t), sum(u), sum({}), sum({1}), whileSum(t), halves(10), nested(7), nested(0), nested(1),
    pairSum(t), pairSum(u), again(t), again(u), shared(t), broken(t), broken(u), (pcall(sum, {{}})),
  }
  if r % 80 == 0 or r == 388 then
    for i = 1, #out do out[i] = tostring(out[i]) end
    print(table.concat(out, " "))
  end
end

-- PROGRAM functions that others call last
local function count(n, s) if n == 0 then return s end return count(n - 1, s + n) end
local odd
local function even(n) if n == 0 then return true end return odd(n - 1) end
function odd(n) if n == 0 then return false end return even(n - 1) end
local function number(...) return select("#", ...) end
local function many(...) local n = number(...) return n end
local function two(a, b) return many(a, b) end
local function none() return many() end
local function four(a, b, c, d) return a, b, c, d end
local function short(a) return four(a, 2) end
local function long(a) return four(a, 2, 3, 4) end
local object = setmetatable({}, {__call = function(self, x) return x end})
local function called(x) return object(x) end
local function yields(x) return coroutine.yield(x) end
local function fails(x) return error(x) end
local function keeps(x) local function get() return x end x = x + 1 return four(get(), x) end
local class = {} class.__index = class
function class:run(x) return self:step(x, 1) end
function class:step(x, y) return x + y end
local o = setmetatable({}, class)
local function traced(n) if n == 0 then return debug.traceback("deep") end return traced(n - 1) end
for r = 1, 300 do
  local w = coroutine.wrap(yields)
  local first, second = w(r), w(r + 1)
  local fine, message = pcall(fails, "message")
  local a, b, c, d = short(r)
  local e, f, g, h = long(r)
  local i, j = keeps(r)
  if r % 60 == 0 then
    print(count(100, 0), even(50), odd(50), two(1, 2), none(), called(r), first, second, fine, message)
    print(a, b, c, d, e, f, g, h, i, j, o:run(r))
    print((traced(r):gsub("%[C%].*", "")))
  end
end
print(count(200000, 0))

-- PROGRAM names that no class has, until one does
local base = {} base.__index = base
local middle = setmetatable({}, base) middle.__index = middle
local a, b = setmetatable({}, middle), setmetatable({one = 1, two = 2, three = 3, four = 4, five = 5}, middle)
local plain, without = {}, setmetatable({}, {})
local function look(o) return o.name, o.two end
for r = 1, 600 do
  if r == 200 then base.name = "base" end
  if r == 300 then middle.name = "middle" end
  if r == 400 then b.name = "own" end
  if r == 450 then middle.name = nil end
  if r == 500 then setmetatable(middle, nil) end
  if r == 550 then middle.__index = function(_, k) return "called for " .. k end end
  if r % 50 == 49 then
    print(r, look(a)) print(look(b)) print(look(plain)) print(look(without))
  else
    for i = 1, 200 do look(a) look(b) look(plain) look(without) end
  end
end

-- PROGRAM lists that end with a call
local function three() return 1, 2, 3 end
local function none() end
local function one(x) return x end
local function list(...) return {n = select("#", ...), ...} end
local function yields(x) return coroutine.yield(x) end
local function fails() return {one(1), error("message", 0)} end
local function last(...) return one(...) end
local function deep(n) if n == 0 then return three() end return 0, deep(n - 1) end
local function body()
  local t = {yields(1)}
  local u = list(1, yields(2))
  return #t, u.n, one(three())
end
for r = 1, 900 do
  local w = coroutine.wrap(body)
  local a, b, c, d, e = w(), w(5, 6), w(7, 8, 9)
  local t, u, v = {three()}, {0, three()}, {none()}
  local fine, message = pcall(fails)
  if r % 150 == 0 then
    print(#t, #u, #v, list(none()).n, list(one(1), three()).n, #{one(r), (three())})
    print(a, b, c, d, e, fine, message, last(three()), select("#", deep(20)))
    print(three(), one(none()), (select("#", none())))
  end
end
