local function all(...) local t = {...} for i = 1, select("#", ...) do t[i] = tostring(t[i]) end return "(" .. table.concat(t, " ") .. ")" end
local raw = pcall
local function pcall(...) return all(raw(...)) end
local function show(t)
  if type(t) ~= "table" then return tostring(t) end
  local keys = {}
  for k in pairs(t) do keys[#keys+1] = tostring(k) end
  table.sort(keys)
  local out = {}
  for _, k in ipairs(keys) do local v = t[k] if v == nil then v = t[tonumber(k)] end
    if type(v) == "table" then v = show(v) elseif type(v) == "function" then v = "F" end
    out[#out+1] = k .. "=" .. tostring(v) end
  return "{" .. table.concat(out, ",") .. "}"
end
local function f(a, b, ...)
  local c = 3
  print("info", show(debug.getinfo(1)))
  print("infoL", show(debug.getinfo(1, "SlnutLf")))
  print("info2", show(debug.getinfo(2, "nSl")))
  for i = 1, 6 do print("local", i, debug.getlocal(1, i)) end
  for i = -1, -4, -1 do print("vararg", i, debug.getlocal(1, i)) end
  print(debug.setlocal(1, 1, "A"), a, debug.setlocal(1, -1, "V"), (...), debug.setlocal(1, 77, 1))
  do local inner = 5 print(debug.getlocal(1, 4)) end
  print((debug.getlocal(1, 4)))
  return a
end
f(1, 2, "x", "y")
print(show(debug.getinfo(print)))
print(show(debug.getinfo(f, "SuL")))
print(debug.getinfo(50), pcall(debug.getinfo, 1, "X"), pcall(debug.getinfo, {}), pcall(debug.getinfo), pcall(debug.getinfo, "x"))
print(show(debug.getinfo("1", "l")))
print(debug.getlocal(f, 1), debug.getlocal(f, 2), debug.getlocal(f, 3), debug.getlocal(print, 1))
print(pcall(debug.getlocal, 1), pcall(debug.getlocal, 99, 1), pcall(debug.setlocal, 99, 1, 1), pcall(debug.setlocal, 1, 1))
local u1, u2 = 10, 20
local function g() return u1, u2, print end
local function h() return u2 end
for i = 0, 4 do print("up", (tostring(select("#", debug.getupvalue(g, i)))), (debug.getupvalue(g, i))) end
print(debug.setupvalue(g, 1, 11), u1, debug.setupvalue(g, 9, 1), pcall(debug.setupvalue, g, 1))
print(debug.upvalueid(g, 2) == debug.upvalueid(h, 1), debug.upvalueid(g, 1) == debug.upvalueid(h, 1), type(debug.upvalueid(g, 1)))
print(pcall(debug.upvalueid, g, 9), pcall(debug.upvalueid, print, 1), pcall(debug.upvalueid, g))
debug.upvaluejoin(h, 1, g, 1) print(h(), pcall(debug.upvaluejoin, h, 1, g, 7), pcall(debug.upvaluejoin, print, 1, g, 1))
print(debug.getupvalue(print, 1), (debug.getupvalue(load(string.dump(function() return x end)), 1)))
-- traceback
local function strip(s) return (s:gsub("\n\t%[C%]: in %?$", "")) end
print(strip(debug.traceback()))
print(strip(debug.traceback("msg")), strip(debug.traceback("msg", 0)), strip(debug.traceback(12, 2)))
print(debug.traceback(nil) == debug.traceback(), debug.traceback({}) ~= nil, debug.traceback(true), type(debug.traceback({})))
local t = {}
function t.deep(n) if n == 0 then return strip(debug.traceback("deep")) .. "" end local r = t.deep(n - 1) return r end
print(t.deep(3)) print(t.deep(30)) print(t.deep(18)) print(t.deep(19)) print(t.deep(20)) print(t.deep(21))
local function tail(n) return t.deep(n) end
print((tail(1)))
local co = coroutine.create(function(a) local x = a; coroutine.yield(x); error("oops") end)
print(debug.traceback(co)) coroutine.resume(co, 5) print(debug.traceback(co), debug.traceback(co, "m"), debug.traceback(co, nil, 1), debug.traceback(co, "m", 9))
print(show(debug.getinfo(co, 1, "nSl")), show(debug.getinfo(co, 0, "nSl")), debug.getinfo(co, 2))
print(debug.getlocal(co, 1, 1)) print(debug.getlocal(co, 1, 2)) print(debug.setlocal(co, 1, 2, "changed"), debug.getlocal(co, 1, 2))
print(coroutine.resume(co)) print(debug.traceback(co))
print(xpcall(function() local x = nil; x() end, function(m) return strip(debug.traceback(m)) end))
print(xpcall(function() string.rep() end, function(m) return strip(debug.traceback(m, 2)) end))
table.sort({3,1,2}, function(a,b) if not done then done = true print(strip(debug.traceback("in sort"))) end return a<b end)
print((string.gsub("a", "a", function() print(strip(debug.traceback("gsub"))) return "b" end)))
local mt = setmetatable({}, {__index = function(t, k) print(strip(debug.traceback("index"))) print(show(debug.getinfo(1,"n"))) return k end, __add = function() print(show(debug.getinfo(1,"n"))) return 1 end, __call=function(...) print(show(debug.getinfo(1,"nt"))) end, __concat=function() print(show(debug.getinfo(1,"n"))) return "" end, __lt=function() print(show(debug.getinfo(1,"n"))) return true end,__eq=function() print(show(debug.getinfo(1,"n"))) return true end,__len=function() print(show(debug.getinfo(1,"n"))) return 1 end,__unm=function() print(show(debug.getinfo(1,"n"))) return 1 end,__newindex=function() print(show(debug.getinfo(1,"n"))) return 1 end})
local _ = mt.foo, mt + 1, mt(1), mt .. "x", mt < mt, mt == setmetatable({}, getmetatable(mt)), #mt, -mt; mt.x = 1
for k in (function() print(show(debug.getinfo(1, "n"))) end) do end
local obj = {} function obj:meth() print(show(debug.getinfo(1, "n"))) end obj:meth() obj.meth() local m = obj.meth m()
function globalfn() print(show(debug.getinfo(1, "n"))) end globalfn() raw(globalfn)
-- hooks
local function hooktest(mask, count, fn)
  local out = {}
  debug.sethook(function(e, l) local i = debug.getinfo(2, "Snl") out[#out+1] = e .. ":" .. tostring(l) .. ":" .. tostring(i.name) .. ":" .. i.what end, mask, count)
  fn()
  debug.sethook()
  print(mask, count, table.concat(out, " "))
end
local function body()
  local x = 1
  for i = 1, 2 do
    x = x + i
  end
  while x < 6 do x = x + 1 end
  return math.abs(x)
end
hooktest("l", nil, body) hooktest("c", nil, body) hooktest("r", nil, body) hooktest("crl", nil, body) hooktest("", 3, body)
hooktest("c", nil, function() return t.deep(1) end)
print(debug.gethook())
local function hk() end debug.sethook(hk, "rlc", 7) local a, b, c = debug.gethook() debug.sethook() print(a == hk, b, c)
debug.sethook(hk, "") print(select(2, debug.gethook())) debug.sethook()
print(pcall(debug.sethook, 1, "l"), pcall(debug.sethook, print), pcall(debug.sethook, print, {}))
debug.sethook(co, hk, "l") print(debug.gethook(co) == hk, select(2, debug.gethook(co)))
local co2 = coroutine.create(function() local x = 1
 x = 2
end) local lines = {} debug.sethook(co2, function(e, l) lines[#lines+1] = l end, "l") coroutine.resume(co2) print(table.concat(lines, ","))
-- hook errors and locals
local ok, e = raw(function() debug.sethook(function() debug.sethook() error("from hook") end, "l")
  local y = 1
end) debug.sethook() print(ok, e)
debug.sethook(function(ev, line) local n, v = debug.getlocal(2, 1) if n == "zz" then print("hooklocal", n, v) debug.setlocal(2, 1, "set") debug.sethook() end end, "l")
do local zz = 1
  local yy = 2
  print(zz) end
debug.sethook()
-- misc
print(debug.getmetatable("").__index == string, debug.setmetatable(10, {__index = function(a, b) return a .. b end}), (5).x) debug.setmetatable(10, nil)
print(pcall(debug.setmetatable, 1), pcall(debug.setmetatable, 1, 2), pcall(debug.getmetatable), debug.getmetatable({}))
print(type(debug.getregistry()), debug.getregistry()._LOADED == package.loaded, debug.getregistry()[2] == _G, type(debug.getregistry()[1]))
print(debug.getuservalue(1), debug.getuservalue(io.stdout), debug.setuservalue(io.stdout, {1}) == io.stdout, debug.getuservalue(io.stdout)[1], pcall(debug.setuservalue, 1, {}), pcall(debug.setuservalue, io.stdout, 1))
local n = {} for k in pairs(debug) do n[#n+1] = k end table.sort(n) print(table.concat(n, " "))
local function body2(t)
  for k, v in pairs(t) do
    if v == 1 or
       v > 2 then
      local z = k
    end
  end
  repeat local q = #t
  until q > 1 and not (q < 1)
end
hooktest("l", nil, function() body2{1,2,3} end) for i = 1, 9 do hooktest("", i, function() body2{1,2,3} end) end
for i = 2, 5 do hooktest("crl", i, function() body2{1,2} end) end
print(xpcall(function() local t = setmetatable({}, {__index = function(t, k) error("idx " .. k) end}); return t.foo + 1 end, function(m) return strip(debug.traceback(m)) end))
print(xpcall(function() local s = "a" .. {} end, function(m) print(show(debug.getinfo(1, "nSl")), show(debug.getinfo(2, "nSl")), debug.getlocal(2, 1)) return strip(debug.traceback(m, 2)) end))
print(pcall(error), pcall(error, nil), type(select(2, raw(error, {}, 2))))
print(select("#", debug.getinfo(1, "")), show(debug.getinfo(1, "")))
local function va(...) print(debug.getlocal(1, -1), debug.getlocal(1, -3), debug.getlocal(1, 0)) end va(1, 2)
-- a hook that a hook sets is first called once that one has ended
debug.sethook(function()
  debug.sethook(function(ev, line)
    debug.sethook()
    print("second hook", ev, line, debug.getinfo(2, "l").currentline)
  end, "l")
  print("first hook")
end, "c")
load("\n\nlocal inner = 1\nreturn inner", "=inner")()
-- functions that keep values
local each = string.gmatch("some text", "%a+")
for i = 0, 4 do print("kept", select("#", debug.getupvalue(each, i)), debug.getupvalue(each, i)) end
local wrapped = coroutine.wrap(print)
local function nups(f) return debug.getinfo(f, "u").nups end
print(nups(each), nups(wrapped), nups(print), type(select(2, debug.getupvalue(wrapped, 1))))
local lines = io.tmpfile():lines("*L", 3)
print(nups(lines), select(2, debug.getupvalue(lines, 2)), select(2, debug.getupvalue(lines, 3)), select(2, debug.getupvalue(lines, 4)))
print(debug.upvalueid(each, 1) == debug.upvalueid(each, 1), debug.upvalueid(each, 1) == debug.upvalueid(each, 2))
print(pcall(debug.upvaluejoin, each, 1, nups, 1), pcall(debug.upvaluejoin, nups, 1, each, 1))
print(pcall(debug.setuservalue, debug.upvalueid(each, 1), {}), debug.getuservalue(debug.upvalueid(each, 1)))
