-- Sorts floats in a heap that is an array.
local function sink(a, at, last)
  local value = a[at]
  while true do
    local child = 2 * at
    if child > last then break end
    if child < last and a[child + 1] > a[child] then child = child + 1 end
    if a[child] <= value then break end
    a[at] = a[child]
    at = child
  end
  a[at] = value
end

local function sort(a, n)
  for at = math.floor(n / 2), 1, -1 do sink(a, at, n) end
  for last = n, 2, -1 do
    a[1], a[last] = a[last], a[1]
    sink(a, 1, last - 1)
  end
end

function work(n)
  local seed, a = 42, {}
  for i = 1, n do
    seed = (seed * 16807) % 2147483647
    a[i] = seed / 2147483647
  end
  sort(a, n)
  local sum = 0
  for i = 1, n do
    if i > 1 and a[i - 1] > a[i] then error("not sorted") end
    sum = (sum * 31 + math.floor(a[i] * 1000000)) % 1000003
  end
  return sum
end
