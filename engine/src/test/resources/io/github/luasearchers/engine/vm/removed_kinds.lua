-- Whatever is taken out of a table, and however, is gone with what it leads to.
local function alive(make, remove, mode)
  local watched = setmetatable({}, { __mode = "k" })
  local t = setmetatable({}, { __mode = mode })
  local kept = {}
  for i = 1, 40 do
    local key, led = make(i)
    watched[led] = true
    t[key] = mode and kept or i
  end
  remove(t)
  collectgarbage()
  collectgarbage()
  local n = 0
  for _ in pairs(watched) do n = n + 1 end
  return n
end

local makes = {
  table = function() local k = {} return k, k end,
  ["function"] = function(i) local k = function() return i end return k, k end,
  coroutine = function(i) local k = coroutine.create(function() return i end) return k, k end,
  ["what a table leads to"] = function() local led = {} return { { led } }, led end,
  ["what a function leads to"] = function() local led = {} return function() return led end, led end,
}
local removes = {
  pairs = function(t) for k in pairs(t) do t[k] = nil end end,
  rawset = function(t) for k in pairs(t) do rawset(t, k, nil) end end,
  next = function(t) local k = next(t) while k do t[k] = nil k = next(t) end end,
  ["next from the removed one"] = function(t)
    local k, n = next(t), 0
    while k do
      t[k] = nil
      n = n + 1
      k = next(t, k)
    end
    assert(n == 40)
  end,
  ["collected first"] = function(t)
    local list = {}
    for k in pairs(t) do list[#list + 1] = k end
    for i = 1, #list do t[list[i]] = nil end
  end,
  ["one more insert"] = function(t) for k in pairs(t) do t[k] = nil end t.x = 1 t[7] = 1 end,
}
for _, what in ipairs { "table", "function", "coroutine", "what a table leads to", "what a function leads to" } do
  for _, how in ipairs { "pairs", "rawset", "next", "next from the removed one", "collected first", "one more insert" } do
    print(what, how, alive(makes[what], removes[how]), alive(makes[what], removes[how], "v"))
  end
end

-- A traversal that removes some meets each of the others once.
for step = 2, 5 do
  local t, met, n = {}, {}, 0
  for i = 1, 500 do t[{}] = i end
  for k, v in pairs(t) do
    assert(not met[v])
    met[v] = true
    n = n + 1
    if n % step == 0 then t[k] = nil end
  end
  local left = 0
  for _ in pairs(t) do left = left + 1 end
  print(n, left)
end
local t, a, b = {}, {}, {}
t[a] = 1 t[a] = nil
print(pcall(next, t, a), (pcall(next, t, b)))
t[a] = 2
print(t[a], next(t) == a, next(t, a))
