local _, origin = ...

local M = { origin = origin }

function M.circle(radius)
  return math.pi * radius ^ 2
end

return M
