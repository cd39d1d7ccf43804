-- Fennel's compiler compiles the sources of Fennel's compiler.
local folder = ...
local fennel = require "fennel"
fennel.path = folder .. "/src/?.fnl"
fennel["macro-path"] = fennel.path
local bytes = 0
for _, name in ipairs { "utils", "parser", "compiler", "specials", "view", "friend", "repl", "binary" } do
  local file = assert(io.open(folder .. "/src/fennel/" .. name .. ".fnl"))
  local code = fennel.compileString(file:read "a", { filename = name .. ".fnl", allowedGlobals = false })
  file:close()
  bytes = bytes + #code
end
print(bytes)
