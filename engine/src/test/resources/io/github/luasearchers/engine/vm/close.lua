local function C(name, act)
  return setmetatable({}, {__close=function(o, ...) print("close", name, select('#', ...), ...) if act then act(...) end end})
end
do local a <close> = C"a"; local b <close> = C"b"; print"in" end
for i=1,2 do local a <close> = C("l"..i); if i==2 then break end end
print((function() local a <close> = C"r"; return 1,2,3 end)())
print((function(...) local a <close> = C"r"; return ... end)(4,5,6))
print(pcall(function() local a <close> = C"e1"; local b <close> = C("e2", function() error("x2",0) end); error("x1",0) end))
do local i=0 ::top:: local g <close> = C("g"..i); i=i+1; if i<3 then goto top end end
print(pcall(function() local a <close> = 42 end))
local co = coroutine.wrap(function() local a <close> = C("y", function() coroutine.yield("yielded") end); local b <close> = C("y2", function() coroutine.yield("y2") end) return "ret", 9 end)
print(co()); print(co()); print(co())
co = coroutine.wrap(function() return pcall(function() local a <close> = C("y", function(e) coroutine.yield("ye", e) error("e3",0) end); local b <close> = C("y2", function(e) coroutine.yield("y2",e) error"zz" end) error("first",0) end) end)
print(co()); print(co()); print(co())
co = coroutine.create(function() local a <close> = C"cc"; local b <close> = C("dd", function() error("in dd") end) coroutine.yield(1) end)
print(coroutine.resume(co)); print(coroutine.close(co), coroutine.status(co)); print(coroutine.close(co))
co = coroutine.wrap(function() local a <close> = C("w", function() error("w2",0) end) error("w1",0) end)
print(pcall(co)); print(pcall(co))
for k in next, {1}, nil, C"forclose" do print(k) end
for k in next, {1}, nil, C"forclose" do print(k) break end
print(pcall(function() for k in next, {1}, nil, 5 do print(k) break end end))
print(xpcall(function() local x <close> = C("xp", function(e) print(e) error("again",0) end) error("one",0) end, function(m) return "H("..tostring(m)..")" end))
local x <const> = 5; local s <const> = "str"; local function f() return x + 1, s .. "x", s:upper() end print(f())
print(load"local x <const> = 1; x = 2"); print(load"local x <const> = {}; local function f() x = 2 end"); print(load"local x <foo> = 1"); print(load"local x <close>, y <close> = 1")
print(load"goto l; local a; ::l:: print(a)"); print(load"break"); print(load"goto x"); print(load"do ::a:: do ::a:: end end") print(load"::a:: ::a::")
local r; r = pcall(function() local o <close> = setmetatable({}, {__close = coroutine.yield}) end) print(r)
print(coroutine.resume(coroutine.create(function() local o <close> = setmetatable({}, {__close = coroutine.yield}) return "end" end)))
local t = setmetatable({}, {__close = print}) do local a <close> = t end
print(pcall(function() local a <close> = t; getmetatable(t).__close = nil end))
print(pcall(function() local a <close> = setmetatable({}, {__close=5}) end))
