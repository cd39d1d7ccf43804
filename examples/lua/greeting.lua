local name, origin = ...

local M = { origin = origin }

function M.hello(who)
  return "Hello from " .. name .. ", " .. who .. "!"
end

return M
