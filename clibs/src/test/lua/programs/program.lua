-- Runs a program that Debian installs for one version, or a file, as the lua command would: with arg.
local path, name = ...
arg = {[0] = name, select(3, ...)}

-- What a program ends with is compared as well.
local exit = os.exit
function os.exit(status)
  print("status " .. tostring(status))
  exit(0)
end

package.path = path .. "/?.lua;" .. path .. "/?/init.lua;" .. package.path
if name == "busted" then
  require "busted.runner"({standalone = false})
elseif name == "luacheck" then
  require "luacheck.main"
else
  assert(loadfile(name))(table.unpack(arg))
end
