-- Fills tables in ways that leave gaps, and prints the length of each after each step.
-- Arguments: the seed and how many tables.
local seed, tables = tonumber(arg[1]), tonumber(arg[2])

local function random(n)
  seed = seed * 16807 % 2147483647
  return seed % n + 1
end

local function item(position)
  local kind = random(10)
  if kind <= 6 then return "1" end
  if kind <= 8 then return "nil" end
  if kind == 9 then return "[" .. position .. ".5] = 1" end
  return "[" .. random(12) .. "] = 1"
end

local function constructor()
  local items = {}
  if random(3) > 1 then
    for i = 1, random(7) do items[i] = item(i) end
  end
  return "{" .. table.concat(items, ", ") .. "}"
end

local function key(way, step, range)
  if way == 1 then return step end
  if way == 2 then return range + 1 - step end
  if way == 3 then return step * 2 - 1 end
  return random(range)
end

for number = 1, tables do
  local code = constructor()
  local t = assert(load("return " .. code))()
  local way, range = random(6), random(16)
  local line = { number .. " " .. code .. " " .. #t }
  for step = 1, random(16) do
    local deed, k = random(24), key(way, step, range)
    if deed <= 20 then
      t[k] = step
      deed = "set " .. k
    elseif deed == 21 then
      t[k] = nil
      deed = "clear " .. k
    elseif deed == 22 then
      t[k + 0.5] = step
      deed = "set " .. k + 0.5
    elseif deed == 23 then
      table.insert(t, step)
      deed = "insert"
    else
      table.remove(t)
      deed = "remove"
    end
    line[#line + 1] = deed .. " " .. #t
  end
  print(table.concat(line, ", "))
end
