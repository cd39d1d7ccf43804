-- Sorts numbers in their own order and strings by a comparator.
function work(n)
  local seed, numbers, records = 42, {}, {}
  for i = 1, n do
    seed = (seed * 16807) % 2147483647
    numbers[i] = seed
  end
  for i = 1, n / 4 do
    records[i] = { key = numbers[i] % 1000, at = i }
  end
  table.sort(numbers)
  table.sort(records, function(a, b)
    if a.key ~= b.key then return a.key < b.key end
    return a.at < b.at
  end)
  return records[1].at
end
