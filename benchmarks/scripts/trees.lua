-- Makes and walks binary trees: allocation.
local function bottomUp(depth)
  if depth == 0 then return {} end
  return { bottomUp(depth - 1), bottomUp(depth - 1) }
end

local function check(tree)
  if tree[1] then return 1 + check(tree[1]) + check(tree[2]) end
  return 1
end

function work(depth)
  local long = bottomUp(depth)
  local total = 0
  for d = 4, depth, 2 do
    for _ = 1, 2 ^ (depth - d + 2) do
      total = total + check(bottomUp(d))
    end
  end
  return (total + check(long)) % 1000
end
