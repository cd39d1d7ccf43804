-- How often each word of some lengths is in a sequence of bases: substrings as keys of tables.
local BASES = "ACGT"

local function sequence(n)
  local seed, parts = 42, {}
  for i = 1, n do
    seed = (seed * 3877 + 29573) % 139968
    local x = seed / 139968
    local at = x < 0.30 and 1 or x < 0.50 and 2 or x < 0.70 and 3 or 4
    parts[i] = BASES:sub(at, at)
  end
  return table.concat(parts)
end

local function count(text, length)
  local counts = {}
  for at = 1, #text - length + 1 do
    local word = text:sub(at, at + length - 1)
    counts[word] = (counts[word] or 0) + 1
  end
  return counts
end

local function inOrder(counts)
  local words = {}
  for word in pairs(counts) do words[#words + 1] = word end
  table.sort(words, function(a, b)
    if counts[a] ~= counts[b] then return counts[a] > counts[b] end
    return a < b
  end)
  return words
end

function work(n)
  local text = sequence(n)
  local sum = 0
  for length = 1, 2 do
    local counts = count(text, length)
    for i, word in ipairs(inOrder(counts)) do sum = sum + i * counts[word] end
  end
  for _, word in ipairs { "GGT", "GGTA", "GGTATT", "GGTATTTTAATT", "GGTATTTTAATTTATAGT" } do
    sum = sum + (count(text, #word)[word] or 0)
  end
  return sum
end
