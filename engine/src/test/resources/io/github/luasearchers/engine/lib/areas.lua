-- Cases in the areas of Lua's own test suite: calls, errors, events, coroutines, collection, tables,
-- numbers, strings, debug. Prints a line for each: its results, or its message.

local n=0
local function check(name, f, ...) n=n+1 local r=table.pack(pcall(f,...)) for i=1,r.n do r[i]=tostring(r[i]):gsub("0x%x+","P") end print(n, name, table.concat(r," ",1,r.n)) end
-- calls
check("tail", function() local function f(n) if n>0 then return f(n-1) end return "done" end return f(200000) end)
check("vararg", function(...) local a,b=... return select('#',...),a,b,(...) end, 1,nil,nil)
check("deep", function() local function f(n) return n==0 and 0 or 1+f(n-1) end return f(10000) end)
check("overflow", function() local function f() return 1+f() end local ok,m=pcall(f) return ok,(m:match("stack overflow")) end)
check("callmeta", function() local t=setmetatable({},{__call=function(self,...) return select('#',...),... end}) return t(1,2,nil) end)
check("method", function() local t={x=1} function t:m(a) return self.x,a end return t:m(5) end)
check("upv", function() local fs={} for i=1,3 do fs[i]=function() i=i+1 return i end end return fs[1](),fs[1](),fs[2](),fs[3]() end)
check("repeat", function() local i=0 repeat local x=i i=i+1 until x>=3 return i end)
check("goto", function() local i=1 local s="" ::top:: if i<=3 then s=s..i i=i+1 goto top end return s end)
check("gotocont", function() local s="" for i=1,5 do if i%2==0 then goto cont end s=s..i ::cont:: end return s end)
-- errors
for _,c in ipairs{"local a; a.b.c=1","a.b()","local t={} t:x()","return 1+{}","return 'a'+1","return {}..'x'","return #5","return -{}","return {}<{}","return 1<'2'","return nil>1","local a=1 a()","x=math.sin('a')","string.rep()","('x'):bad()","for i='a',2 do end","for i=1,2,0 do break end","for i=1,{} do end","setmetatable(1,2)","local t=setmetatable({},{__index=function(t,k) error('idx '..k) end}) return t.foo","error()","error(nil)","error({})","error('a',0)","error('a',2)","return a.b","return _ENV.x.y","local function f() error('deep',2) end f()","return ('x').y.z","t={} t[nil]=1","t={} t[0/0]=1","return math.floor{}","io.open()","return bit32.band('a')","string.char(256)","return ('%d'):format('x')","table.concat{1,{},3}","return coroutine.resume(1)","coroutine.yield()","return select(0)","goto x","break","::a:: ::a::","return '\\q'","x=","for","if x then","return 1 2","x y","'abc","[[abc","--[[","a=}","local function end","f(","return ...;;","local a,b,c = 1 return a,b,c"} do
  local f,m = load(c,"=c") if f then check(c, f) else print(n, c, m) end
end
-- events
local mt={__add=function(a,b) return "add" end,__sub=function() return "sub" end,__mul=function() return "mul" end,__div=function() return "div" end,__mod=function() return "mod" end,__pow=function() return "pow" end,__unm=function() return "unm" end,__concat=function() return "cat" end,__len=function() return 7 end,__lt=function() return true end,__le=function() return false end,__eq=function() return true end,__index=function(t,k) return k end}
local a,b=setmetatable({},mt),setmetatable({},mt)
check("events", function() return a+1,1-a,a*a,a/2,2%a,a^2,-a,a..1,1 ..a,#a,a<b,a<=b,a==b,a~=b,a.foo,a[1] end)
check("le via lt", function() local m={__lt=function(x,y) return x.v<y.v end} local x,y=setmetatable({v=1},m),setmetatable({v=2},m) return x<=y,y<=x,x>=y end)
check("newindex", function() local log={} local t=setmetatable({},{__newindex=log}) t.x=1 return rawget(t,"x"),log.x end)
check("chain", function() local t=setmetatable({},{__index=setmetatable({a=1},{__index={b=2}})}) return t.a,t.b,t.c end)
-- coroutines
check("co", function() local co=coroutine.wrap(function(...) local x=coroutine.yield(...) error({x}) end) local a,b=co(1,2) local ok,e=pcall(co,"v") return a,b,ok,type(e),e[1] end)
check("copcall", function() local co=coroutine.create(function() local ok,v=pcall(function() local r=coroutine.yield(1) error(r) end) coroutine.yield(ok,v) return "end" end) return select(2,coroutine.resume(co)),select(3,coroutine.resume(co,"E")) end)
check("coxp", function() local co=coroutine.wrap(function() return xpcall(function() coroutine.yield(1) error("z",0) end,function(m) return m.."!" end) end) return co(),co() end)
check("coiter", function() local s=0 for v in coroutine.wrap(function() for i=1,4 do coroutine.yield(i) end end) do s=s+v end return s end)
check("cometa", function() local t=setmetatable({},{__add=function(a,b) return coroutine.yield("in add") end,__index=function(t,k) return coroutine.yield(k) end}) local co=coroutine.wrap(function() return t+1,t.foo end) return co(),co("x"),co("y") end)
check("codead", function() local co=coroutine.create(function() end) coroutine.resume(co) return coroutine.status(co),coroutine.resume(co) end)
check("cosort", function() return coroutine.resume(coroutine.create(function() table.sort({1,2,3},coroutine.yield) end)) end)
check("wrapdead", function() local w=coroutine.wrap(function() end) w() w() end)
check("running", function() return select(2,coroutine.running()) end)
-- gc
check("weak", function() local t=setmetatable({},{__mode="k"}) t[{}]=1 t[1]=2 collectgarbage() local c=0 for _ in pairs(t) do c=c+1 end return c end)
check("weakv", function() local t=setmetatable({},{__mode="v"}) t[1]={} t[2]="s" t.x=function() end collectgarbage() return t[1],t[2] end)
check("gc", function() local r={} do setmetatable({},{__gc=function() r[#r+1]="gc" end}) end collectgarbage() collectgarbage() return #r end)
check("ephemeron", function() local t=setmetatable({},{__mode="k"}) do local k={} t[k]={k} end collectgarbage() return next(t) end)
-- nextvar
check("next", function() local t={} for i=1,100 do t[i]=i end for k in pairs(t) do t[k]=nil end return next(t) end)
check("len", function() local t={1,2,3,nil} t[#t+1]=4 return #t,#{n=1},#{nil,nil,3}>=0 end)
check("insert", function() local t={} table.insert(t,1,"a") table.insert(t,1,"b") return t[1],t[2],table.remove(t),table.remove(t),table.remove(t) end)
check("numfor", function() local s="" for i=10,1,-3 do s=s..i.."," end for i=1,0 do s="x" end for i=0.1,0.5,0.1 do s=s..i.."," end return s end)
check("numfmt", function() return 1e15,1e16,2^53,0.1,1/3,-0.0,1e100,100000000000000,3.0,10/2,2^31 end)
check("str", function() return ("x"):rep(3,","),("abc"):sub(-2),("%5.2f|%-5s|%05d|%x"):format(3.14159,"a",42,255),("a,b,c"):gsub(",",";"),("hello"):find("l"),("k=v"):match("(%w)=(%w)") end)
check("db", function() local i=debug.getinfo(1,"nSl") return i.short_src,i.currentline,i.what end)
check("tb", function() return (debug.traceback("m",1):gsub("\n.*$","")) end)
check("env", function() local _ENV={y=5} return y end)
check("bigtab", function() local t={} for i=1,300 do t[#t+1]="a"..i.."="..i end local f=load("local "..table.concat(t," local ",1,190).." return a1+a190") return f() end)
check("literals", function() return "\x41\65\z
   B\
C" end)
-- files
check("fileclose", function() local f=io.tmpfile() return f.close==io.close,f.lines==io.lines,f:close(),io.type(f) end)
check("linesformat", function() local f=io.tmpfile() f:write("abc") f:seek("set") for a in f:lines(1,2,"*x") do end end)
check("linesformat1", function() local f=io.tmpfile() return pcall((f:lines("*x"))) end)
check("tonumberorder", function() return tonumber({},"x") end)
check("tonumberbase", function() return tonumber("1",{}) end)
check("longlist", function() local s={} for i=1,70000 do s[i]=i end local t=load("return {"..table.concat(s,",").."}")() return #t,t[65537],t[70000],t[70001],next(t,70000) end)
check("nulname", function() return io.open("none\0x") end)
