local _, origin = ...

local M = { origin = origin }

function M.warm()
  return "red"
end

return M
