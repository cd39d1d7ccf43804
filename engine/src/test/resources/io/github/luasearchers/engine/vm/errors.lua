-- stress



print(pcall(function() local t=setmetatable({},{}) getmetatable(t).__index=t return t.x end))
-- coroutines recursion
local a a=function(a) coroutine.wrap(a)(a) end
local function f(...) return select('#',...) end
-- closures
local function mk() local x=0 return function() x=x+1 return x end, function() return x end end
local i,g=mk() i() i() print(g())
-- upvalues in loops with goto
local fs={}
do local k=1 ::l:: local y=k fs[k]=function() y=y+1 return y end k=k+1 if k<=3 then goto l end end
print(fs[1](),fs[1](),fs[2](),fs[3]())
-- error levels
local function lvl(n) error("msg",n) end
for n=0,3 do print(pcall(function() lvl(n) end)) end
local function e() local x=nil; x() end
print(pcall(e))
print(pcall(function() t.x.y.z=1 end))
print(pcall(function() return #nil end))
print(pcall(function() return -{} end))
local up; print(pcall(function() up.x=1 end)) print(pcall(function() return up() end))
print(pcall(function() local s="x" return s.y.z end))
print(pcall(function() return ("x")() end))
print(pcall(function() return math.huge.x end))
print(pcall(function() return 2^{} end)) print(pcall(function() return "a"+1 end)) print(pcall(function() return "10"+1 end))
print(pcall(function() for i=1,10,"x" do end end)) print(pcall(function() for i={},10 do end end))
print(pcall(function() for k in 5 do end end)) print(pcall(function() for k in nil do end end))
print(pcall(function() return 1 < "2" end)) print(pcall(function() return nil < 1 end)) print(pcall(function() return "a" <= {} end))
print(pcall(next,{},"nokey"))

print(xpcall(function() error(setmetatable({},{__tostring=function() return "T" end})) end, function(m) return tostring(m) end))
print(xpcall(function() local x = nil + 1 end, debug and debug.traceback and function(m) return m end or function(m) return m end))
print(pcall(pcall,error,"x"))
print(pcall(coroutine.resume)) print(pcall(coroutine.wrap)) print(pcall(coroutine.create,1)) print(pcall(coroutine.status,1))
local co=coroutine.create(function(...) local r=... while true do r=coroutine.yield(r) end end)
for i=1,3 do print(coroutine.resume(co,i)) end print(coroutine.status(co))
local co2 co2=coroutine.create(function() print(coroutine.status(co2), coroutine.resume(co2)) print(coroutine.running()==co2) return 1,2,3 end)
print(coroutine.resume(co2)) print(coroutine.resume(co2)) print(coroutine.status(co2))
print(coroutine.resume(coroutine.create(function() local x; x.y=1 end)))
local w=coroutine.wrap(function() error("inside") end) print(pcall(w)) 
local w=coroutine.wrap(function() error({code=1}) end) print(pcall(w)) 
print(coroutine.wrap(function() return pcall(pcall,pcall,coroutine.yield,1) end)())
print(pcall(table.sort,{3,2,1},function(a,b) coroutine.yield() end))
print(coroutine.wrap(function() return pcall(table.sort,{3,2,1},function(a,b) coroutine.yield() end) end)())
-- yield in metamethods
local mt={__add=function(a,b) return coroutine.yield("add") end,__lt=function() return coroutine.yield("lt") end,__le=nil,__eq=function() return coroutine.yield("eq") end,__concat=function(a,b) return coroutine.yield("cc") end,__newindex=function(t,k,v) coroutine.yield("ni") end,__len=function() return coroutine.yield("len") end,__call=function(...) return coroutine.yield("call") end, __unm=function() return coroutine.yield("unm") end}
local function W(f) local c=coroutine.wrap(f) local out={} local v=c() while true do out[#out+1]=tostring(v) if v=="END" then break end v=c(7) if v==nil then v="END" end end print(table.concat(out," ")) end
local A,B=setmetatable({},mt),setmetatable({},mt)
W(function() local r=A+1 print(r) end) W(function() print(A<B, A<=B, A>B, A==B, A~=B) end) W(function() print(1 ..A.."x"..B, #A, A(1), -A) A.x=1 end)
W(function() if A<B then print"yes" else print"no" end if not (A<=B) then print"yes" else print "no" end end)
print(rawequal(A,B), A~=nil)
