-- Debugs a script over a socket: listens, starts the interpreter that it runs on itself with the debugger, says
-- the commands one by one and shows the answers. Usage: controller.lua SCRIPT COMMANDS
local socket = require("socket")
local server = assert(socket.bind("127.0.0.1", 0))
server:settimeout(60)
local _, port = server:getsockname()
local lowest = 0
while arg[lowest - 1] do lowest = lowest - 1 end
local debuggee = io.popen(("'%s' debugger.lua '%s' %d"):format(arg[lowest], arg[1], port))
local connection = assert(server:accept())
connection:settimeout(60)

local function answer()
  while true do
    local line, problem = connection:receive("*l")
    if not line then
      assert(problem == "closed", problem)
      return false
    end
    if line == "ready" then return true end
    print(line)
  end
end

local commands = io.lines(arg[2])
while answer() do
  local command = commands()
  if not command then break end
  print("> " .. command)
  assert(connection:send(command .. "\n"))
end
connection:close()
print(debuggee:read("*a"))
print(debuggee:close())
