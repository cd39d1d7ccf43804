-- All ways to put n queens on a board, by trying: marks in tables.
local function place(row, n, columns, rising, falling)
  if row > n then return 1 end
  local count = 0
  for column = 1, n do
    local up, down = row + column, row - column + n
    if not (columns[column] or rising[up] or falling[down]) then
      columns[column], rising[up], falling[down] = true, true, true
      count = count + place(row + 1, n, columns, rising, falling)
      columns[column], rising[up], falling[down] = false, false, false
    end
  end
  return count
end

function work(n)
  local columns, rising, falling = {}, {}, {}
  for i = 1, n do columns[i] = false end
  for i = 1, 2 * n do rising[i], falling[i] = false, false end
  return place(1, n, columns, rising, falling)
end
