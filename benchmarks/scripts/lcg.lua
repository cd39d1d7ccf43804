-- A linear congruential generator: each step is a product and a sum that overflow 64 bits. Without
-- integers it computes with floats, and something else.
function work(n)
  local state = 1
  for i = 1, n do
    state = state * 6364136223846793005 + 1442695040888963407
  end
  return state == 0 and 0 or 1
end
