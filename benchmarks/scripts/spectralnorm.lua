-- The largest singular value of a matrix whose elements are computed each time: arithmetic in loops.
local function element(i, j)
  local sum = i + j
  return 1 / (sum * (sum + 1) / 2 + i + 1)
end

local function times(v, n, into)
  for i = 0, n - 1 do
    local sum = 0
    for j = 0, n - 1 do sum = sum + element(i, j) * v[j + 1] end
    into[i + 1] = sum
  end
end

local function transposedTimes(v, n, into)
  for i = 0, n - 1 do
    local sum = 0
    for j = 0, n - 1 do sum = sum + element(j, i) * v[j + 1] end
    into[i + 1] = sum
  end
end

function work(n)
  local u, v, between = {}, {}, {}
  for i = 1, n do u[i] = 1 end
  for _ = 1, 10 do
    times(u, n, between)
    transposedTimes(between, n, v)
    times(v, n, between)
    transposedTimes(between, n, u)
  end
  local uv, vv = 0, 0
  for i = 1, n do
    uv = uv + u[i] * v[i]
    vv = vv + v[i] * v[i]
  end
  return math.floor(math.sqrt(uv / vv) * 1000000000)
end
