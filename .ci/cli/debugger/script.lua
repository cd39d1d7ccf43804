local unused = "an upvalue"
local function add(a, b, ...)
  local sum = a + b + select("#", ...)
  return sum
end
local function twice(n)
  return add(n, n)
end
local total = 0
for i = 1, 5 do
  total = add(total, i, "x", unused)
end
local co = coroutine.create(function(x)
  local y = x * 2
  local z = coroutine.yield(y)
  for k, v in pairs({ only = z }) do
    print("in the coroutine", k, v)
  end
  return y
end)
print(coroutine.resume(co, 21))
print(coroutine.resume(co, "z"))
for word in coroutine.wrap(function() coroutine.yield("one") coroutine.yield("two") end) do
  print(word)
end
print(twice(total))
print(pcall(function()
  local t = setmetatable({}, { __index = function(_, key) return key .. "!" end })
  return t.missing
end))
data = { name = "global", list = { 1, 2, 3 } }
local function fails(level)
  if level == 0 then
    error({ code = 7 })
  end
  fails(level - 1)
  return level
end
fails(2)
