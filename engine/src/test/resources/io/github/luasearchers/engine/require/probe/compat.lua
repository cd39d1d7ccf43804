-- What Debian's lua5.2 keeps of Lua 5.1.
case("module is", function() return type(module), type(package.seeall) end)
if not module then return end
case("old module", function()
  local m = require "old"
  return m == old, m.f(), m._M == m
end)
case("old module, loaded", function()
  require "old"
  return package.loaded.old == old
end)
case("old module's own functions only", function()
  require "old"
  return old.print, old.package
end)
case("old module that sees all", function()
  require "oldseeall"
  return oldseeall.f(), oldseeall.print == print
end)
case("old submodule", function()
  require "oldpkg.sub"
  return oldpkg.sub.x, oldpkg.sub._NAME, type(oldpkg)
end)
case("module in a function changes the chunk", function()
  local chunk = load("local function f() module('made') x = 1 end f() y = 2 return _NAME")
  return chunk(), made.x, made.y, package.loaded.made == made
end)
case("module twice", function()
  local load1 = load("module('twice') x = 1")
  local load2 = load("module('twice') y = 2")
  load1()
  load2()
  return twice.x, twice.y, twice._NAME
end)
case("module of a loaded table", function()
  package.loaded.mine = { kept = 1 }
  load("module('mine') x = 1")()
  return package.loaded.mine.x, package.loaded.mine.kept, mine
end)
case("module conflicts with a global", function()
  conflict = 1
  return pcall(load("module('conflict.sub')"))
end)
case("module conflicts with a global, whole name", function()
  conflict = 1
  return pcall(load("module('conflict')"))
end)
case("module's options", function()
  local seen = {}
  load("module('opted', ...)")(function(m) seen[1] = m end, 12, function(m) seen[2] = m end)
  return seen[1] == opted, seen[2] == opted
end)
case("module without a name", function() return module() end)
case("module called by pcall", function() return pcall(module, "x") end)
case("module's result", function() return load("return (module('resulting') == nil)")() end)
case("seeall", function()
  local t = {}
  package.seeall(t)
  return t.print == print, getmetatable(t).__index == _G
end)
case("seeall keeps a metatable", function()
  local mt = {}
  local t = setmetatable({}, mt)
  package.seeall(t)
  return getmetatable(t) == mt, mt.__index == _G
end)
case("seeall of nothing", function() return package.seeall() end)
case("seeall of a string", function() return package.seeall("x") end)
case("seeall returns", function() return select("#", package.seeall({})) end)
