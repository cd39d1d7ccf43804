-- package and its searchers.
local function sorted(t)
  local names = {}
  for k in pairs(t) do names[#names + 1] = k end
  table.sort(names)
  return table.concat(names, " ")
end
local function none() end

case("fields", function() return sorted(package) end)
case("types of the fields", function()
  local names = {}
  for k, v in pairs(package) do names[#names + 1] = k .. "=" .. type(v) end
  table.sort(names)
  return table.concat(names, " ")
end)
case("config", function() return package.config end)
case("number of searchers", function() return #package.searchers, type(package.searchers[5]) end)
case("types of the searchers", function()
  local t = {}
  for i, s in ipairs(package.searchers) do t[i] = type(s) end
  return table.concat(t, " ")
end)
case("loaders", function() return package.loaders == package.searchers, type(package.loaders) end)
case("package is global and loaded", function() return package == require "package", _G.package == package end)
case("require is no field of package", function() return package.require end)
case("messages joined", function()
  package.searchers = {}
  for i, message in ipairs { "msg1", "\n\tmsg2", 3, {}, false, "", "last" } do
    package.searchers[i] = function() return message end
  end
  return pcall(require, "x")
end)
case("message is a fraction", function()
  package.searchers = { function() return 1.5 end }
  return pcall(require, "x")
end)
case("no searchers", function()
  package.searchers = {}
  return pcall(require, "x")
end)
case("no searchers, with position", function()
  package.searchers = {}
  return require "x"
end)
case("searchers is nil", function()
  package.searchers = nil
  return pcall(require, "x")
end)
case("searchers is nil, with position", function()
  package.searchers = nil
  return require "x"
end)
case("searchers is a string", function()
  package.searchers = "no"
  return pcall(require, "x")
end)
case("searchers is nil, module is loaded", function()
  package.searchers = nil
  return require "string" == string
end)
case("searchers read with metamethods of package", function()
  local searchers = package.searchers
  package.searchers = nil
  setmetatable(package, { __index = function(_, k)
    if k == "searchers" then return searchers end
  end })
  return (require "name")
end)
case("a hole ends the list", function()
  package.searchers = { [1] = none, [3] = function() return function() return "beyond" end end }
  return pcall(require, "x")
end)
case("__index of searchers is ignored", function()
  package.searchers = setmetatable({ none }, { __index = function() return none end })
  return pcall(require, "x")
end)
case("a searcher's argument", function()
  local seen
  package.searchers = { function(...) seen = table.pack(...) end }
  pcall(require, "x.y")
  return seen.n, seen[1]
end)
case("a searcher's argument for a number", function()
  local seen
  package.searchers = { function(name) seen = type(name) end }
  pcall(require, 12)
  return seen
end)
case("a searcher finds", function()
  package.searchers = { function(name)
    return function(...) return select("#", ...) .. " " .. table.concat({ ... }, " ") end, "data"
  end }
  return require "x"
end)
case("a searcher finds, without data", function()
  package.searchers = { function() return function(...) return select("#", ...), select(2, ...) end end }
  return require "x"
end)
case("a searcher finds, with nil data", function()
  package.searchers = { function() return function() return "v" end end }
  return select("#", require "x")
end)
case("data is a table", function()
  local data = {}
  package.searchers = { function() return function(_, d) return d == data end, data end }
  return require "x"
end)
case("a searcher's third result is dropped", function()
  package.searchers = { function() return function(...) return select("#", ...) end, 1, 2 end }
  return (require "x")
end)
case("loader is a callable table", function()
  package.searchers = { function() return setmetatable({}, { __call = none }) end }
  return pcall(require, "x")
end)
case("loader is true", function()
  package.searchers = { function() return true end }
  return pcall(require, "x")
end)
case("a searcher is a callable table", function()
  package.searchers = { setmetatable({}, { __call = function(_, name)
    return function() return "called with " .. name end
  end }) }
  return (require "x")
end)
case("a searcher is a string", function()
  package.searchers = { "text" }
  return pcall(require, "x")
end)
case("a searcher is a table", function()
  package.searchers = { {} }
  return pcall(require, "x")
end)
case("a searcher is false", function()
  package.searchers = { false }
  return pcall(require, "x")
end)
case("a searcher raises", function()
  package.searchers = { function() error("broken", 0) end }
  return pcall(require, "x")
end)
case("a searcher raises a table", function()
  package.searchers = { function() error({ 1 }) end }
  return pcall(require, "x")
end)
case("a searcher that raises stops the search", function()
  package.searchers = { function() error("broken", 0) end, function() ASKED = true end }
  pcall(require, "x")
  return ASKED
end)
case("a searcher requires", function()
  table.insert(package.searchers, 1, function(name)
    if name == "x" then
      local value = require "inner"
      return function() return "by " .. value end
    end
  end)
  return (require "x")
end)
case("a searcher changes the list", function()
  package.searchers = { function()
    package.searchers[2] = function() return function() return "added" end end
  end }
  return (require "x")
end)
case("a searcher replaces the list", function()
  package.searchers = { function()
    package.searchers = { none, function() return function() return "new list" end end }
  end }
  return pcall(require, "x")
end)
case("first of two", function()
  table.insert(package.searchers, 1, function() return function() return "mine" end end)
  return (require "name")
end)
case("order changed", function()
  local s = package.searchers
  s[1], s[2] = s[2], s[1]
  package.preload.name = function() return "preloaded" end
  return (require "name")
end)
case("order changed, not found", function()
  local s = package.searchers
  s[1], s[2] = s[2], s[1]
  return pcall(require, "nope")
end)
case("searcher removed", function()
  table.remove(package.searchers, 2)
  return pcall(require, "name")
end)
case("searcher twice", function()
  package.searchers = { package.searchers[1], package.searchers[1] }
  return pcall(require, "nope")
end)
case("loaders are the searchers", function()
  if not package.loaders then return "mine" end
  table.insert(package.loaders, 1, function() return function() return "mine" end end)
  return (require "x")
end)
case("call the preload searcher", function() return package.searchers[1]("nope") end)
case("call the preload searcher, found", function()
  package.preload.p = none
  return package.searchers[1]("p")
end)
case("call the preload searcher, odd value", function()
  package.preload.p = 17
  return package.searchers[1]("p")
end)
case("call the path searcher", function() return package.searchers[2]("nope.x") end)
case("call the path searcher, found", function() return package.searchers[2]("name") end)
case("call the path searcher, empty path", function()
  package.path = ""
  return package.searchers[2]("name")
end)
case("call the path searcher, syntax error", function() return package.searchers[2]("syn") end)
case("call the path searcher, no path", function()
  package.path = nil
  return package.searchers[2]("name")
end)
case("call the path searcher by pcall, no path", function()
  package.path = nil
  return pcall(package.searchers[2], "name")
end)
case("call the cpath searcher", function() return package.searchers[3]("nope.x") end)
case("call the cpath searcher, empty path", function()
  package.cpath = ""
  return package.searchers[3]("name")
end)
case("call the all-in-one searcher", function() return package.searchers[4]("nope.x") end)
case("call the all-in-one searcher, root", function()
  return select("#", package.searchers[4]("nope"))
end)
case("call a searcher without a name", function() return package.searchers[2]() end)
case("call a searcher without a name, by pcall", function() return pcall(package.searchers[2]) end)
case("call a searcher with a number", function() return package.searchers[1](12) end)
case("call the loader that a searcher found", function()
  return package.searchers[2]("name")("by hand")
end)
case("require without its globals", function()
  local require, package = require, package
  _G.package = nil
  return (require "name")
end)
