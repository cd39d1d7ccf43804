-- shared and fresh variables
local function counter() local n = 0 return function() n = n + 1 return n end, function(v) n = v end end
local get, set = counter() get() set(10) print(get())
local list = {}
for i = 1, 5 do local j = i * i list[i] = function(d) j = j + d return i + j end end
print(list[1](1), list[1](1), list[5](0))
do
  local i = 1
  ::again::
  local fresh = i
  list[i] = function() fresh = fresh + 1 return fresh end
  i = i + 1
  if i <= 3 then goto again end
end
print(list[1](), list[1](), list[2](), list[3]())
for i = 1, 3 do
  for j = 1, 3 do
    if j == 2 then goto continue end
    io.write(i, ":", j, " ")
    ::continue::
  end
end
print()
repeat local x = 5 local f = function() return x end until f() == 5
while true do local y = 1 list[1] = function() y = y + 1 return y end break end
print(list[1](), list[1]())
print((function(...) local a, b = ... return select("#", ...), a, b end)(1, nil, nil))
print((function(a, ...) local t = {...} return a, #t, ... end)(1, 2, 3))
print(#{(function() return 1, 2, 3 end)(), (function() return 1, 2, 3 end)()})
local function same() return function(x) return math.floor(x) end end
print(same() == same())
local function tail(n, ...) if n == 0 then return ... end return tail(n - 1, n, ...) end
print(select("#", tail(100)))
local function loop(n) if n == 0 then return "end" end return loop(n - 1) end
print(loop(1000000))
local function deep(n) if n == 0 then return 0 end return 1 + deep(n - 1) end
print(deep(150000))
local function endless() return 1 + endless() end
local ok, message = pcall(endless)
print(ok, message)
print(pcall(deep, 1000))
local big = {}
for i = 1, 60000 do big[i] = tostring(i) .. "," end
local chunk = load("return {" .. table.concat(big) .. "}")
print(#chunk())
local many = {}
for i = 1, 300 do many[i] = "x" .. i .. " = " .. i end
print(load(table.concat(many, "\n") .. "\nreturn x1 + x300")())
local s = setmetatable({}, {__call = function(self, a, b) return self.n, a, b end}) s.n = "called"
print(s(1, 2), pcall(s, 3))
for i = 3, 1, -1 do io.write(i, " ") end
for i = 1, 0 do io.write("never") end
for i = 0.1, 0.35, 0.1 do io.write(i, " ") end
for i = 2147483645, 2147483648 do io.write(i, " ") end
print()

-- a closure over the same variables is the same object, also when they still live in the frame
do
  local shared, list = 1, {}
  for i = 1, 4 do list[i] = function() return shared end end
  print(list[1] == list[2], list[2] == list[3], list[3] == list[4])
  for i = 1, 4 do list[i] = function() return shared + i end end
  print(list[1] == list[2], list[2] == list[3], list[3] == list[4])
  for i = 1, 4 do list[i] = function() return list end end
  print(list[1] == list[2], list[1]() == list)
end

-- only a chunk with no other variable gets the globals by itself
do
  local first, second = 1, 2
  local function both() return first, second end
  local function globals() return print end
  local copy = load(string.dump(both))
  print(copy())
  print(load(string.dump(globals))() == print)
  print((load(string.dump(both), "both", "b", "given")()))
end
