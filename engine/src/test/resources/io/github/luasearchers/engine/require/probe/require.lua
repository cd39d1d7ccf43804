-- What require does.
case("not found", function() return require "nope.x" end)
case("not found, called by pcall", function() return pcall(require, "nope.x") end)
case("not found, no dots", function() return pcall(require, "nope") end)
case("not found, empty name", function() return pcall(require, "") end)
case("not found, dots only", function() return pcall(require, "..") end)
case("not found, leading dot", function() return pcall(require, ".nope") end)
case("not found, trailing dot", function() return pcall(require, "nope.") end)
case("not found, slash", function() return pcall(require, "nope/x") end)
case("not found, percent signs", function() return pcall(require, "%1 %s %d") end)
case("not found, no text in any charset", function() return pcall(require, "\255\254x\195") end)
case("not found, beyond the BMP", function() return pcall(require, "\240\159\152\128") end)
case("not found, line break in name", function() return pcall(require, "a\nb") end)
case("found", function() return require "name" end)
case("found, number of results", function() return select("#", require "name") end)
case("found, number of results when loaded", function()
  require "name"
  return select("#", require "name")
end)
case("loader's arguments", function()
  local t = require "ok"
  return t.n, t[1], t[2]
end)
case("preload loader's arguments", function()
  package.preload.p = function(...) return table.pack(...) end
  local t = require "p"
  return t.n, t[1], t[2]
end)
case("preload results, first", function()
  package.preload.p = function() return "P" end
  return require "p"
end)
case("preload results, again", function()
  package.preload.p = function() return "P" end
  require "p"
  return require "p"
end)
case("preload wins over path", function()
  package.preload.name = function() return "preloaded" end
  return (require "name")
end)
case("preload is a callable table", function()
  package.preload.p = setmetatable({}, { __call = function() return "called" end })
  return pcall(require, "p")
end)
case("preload is a table", function()
  package.preload.p = {}
  return pcall(require, "p")
end)
case("preload is false", function()
  package.preload.p = false
  return pcall(require, "p")
end)
case("preload is a string", function()
  package.preload.p = "a text of its own"
  return pcall(require, "p")
end)
case("preload is a number", function()
  package.preload.p = 12.5
  return pcall(require, "p")
end)
case("package.preload replaced", function()
  package.preload = { p = function() return "from the new table" end }
  return pcall(require, "p")
end)
case("package.preload is nil", function()
  local old = package.preload
  package.preload = nil
  old.p = function() return "old table" end
  return pcall(require, "p")
end)
case("preload with __index", function()
  setmetatable(package.preload, { __index = function(_, k)
    return function() return "made for " .. k end
  end })
  return (require "p")
end)
case("submodule", function() return require "a.b" end)
case("init.lua", function() return require "pkg" end)
case("deep init.lua", function() return require "deep.er.est" end)
case("slash in the name", function() return (require "a/b") end)
case("slash and dot are two modules", function()
  require "a/b"
  return package.loaded["a/b"], package.loaded["a.b"]
end)
case("several results", function() return (require "multi") end)
case("returns nothing", function() return (require "nothing"), package.loaded.nothing end)
case("returns nothing, is not run again", function()
  require "nothing"
  require "nothing"
  return COUNT
end)
case("returns nothing, second result", function() return select(2, require "nothing") end)
case("returns nil", function() return (require "retnil"), package.loaded.retnil end)
case("empty file", function() return (require "empty") end)
case("only a comment", function() return (require "comment") end)
case("sets loaded", function() return (require "sets7"), package.loaded.sets7 end)
case("sets loaded and returns", function() return (require "sets7ret8"), package.loaded.sets7ret8 end)
case("returns false", function() return (require "retfalse"), package.loaded.retfalse end)
case("returns false, is run again", function()
  require "retfalse"
  require "retfalse"
  return COUNT
end)
case("sets false", function() return (require "setsfalse"), package.loaded.setsfalse end)
case("sets false, is run again", function()
  require "setsfalse"
  require "setsfalse"
  return COUNT
end)
case("sets nil", function() return (require "setsnil"), package.loaded.setsnil end)
case("sets and removes", function() return (require "removes"), package.loaded.removes end)
case("sets another module", function()
  require "setsothers"
  return (require "other.name")
end)
case("syntax error", function() return require "syn" end)
case("syntax error, called by pcall", function() return pcall(require, "syn") end)
case("syntax error, 'end' too many", function() return pcall(require, "syn2") end)
case("syntax error, unfinished string", function() return pcall(require, "syn3") end)
case("syntax error stops the search", function()
  package.searchers[#package.searchers + 1] = function() ASKED = true end
  pcall(require, "syn")
  return ASKED
end)
case("syntax error leaves nothing loaded", function()
  pcall(require, "syn")
  return package.loaded.syn
end)
case("runtime error", function() return require "rt" end)
case("runtime error twice", function()
  local _, first = pcall(require, "rt")
  local _, second = pcall(require, "rt")
  return first, second, COUNT, package.loaded.rt
end)
case("runtime error of level 0", function() return require "rt0" end)
case("runtime error of an operation", function() return require "index" end)
case("error is a table", function()
  local ok, e = pcall(require, "errtable")
  return ok, type(e), e.code
end)
case("error is nil", function() return pcall(require, "errnil") end)
case("error is a number", function() return pcall(require, "errnum") end)
case("error in a required module", function() return require "outerbad" end)
case("missing in a required module", function() return require "outermissing" end)
case("circular", function()
  return (require "circa"), package.loaded.circa, package.loaded.circb, COUNT
end)
case("endless", function() return (pcall(require, "endless")), (COUNT > 50) end)
case("nested", function() return (require "outer"), package.loaded.inner end)
case("tail call", function() return (require "tailcall") end)
case("in a coroutine", function()
  return coroutine.wrap(function() return (require "name") end)()
end)
case("a coroutine in a module", function() return (require "thread") end)
case("yield in a module", function()
  local co = coroutine.create(function() return (require "yields") end)
  return coroutine.resume(co)
end)
case("number as name", function() return (require(42)) end)
case("number as name, not found", function() return pcall(require, 43) end)
case("number as name, loaded under text", function()
  require(42)
  return package.loaded["42"], package.loaded[42]
end)
case("fraction as name", function() return (require(1.5)) end)
case("no argument", function() return require() end)
case("no argument, called by pcall", function() return pcall(require) end)
case("nil", function() return require(nil) end)
case("table", function() return require({}) end)
case("table, called by pcall", function() return pcall(require, {}) end)
case("boolean", function() return require(true) end)
case("further arguments", function() return (require("name", "ignored")) end)
case("byte order mark", function() return (require "bom") end)
case("first line is for the shell", function() return (require "bang") end)
case("byte order mark and first line", function() return (require "bombang") end)
case("lines count from the first", function() return pcall(require, "banglines") end)
case("CR LF", function() return pcall(require, "crlf") end)
case("semicolon in the name", function()
  if _VERSION > "Lua 5.3" then return "semicolon" end
  return (require "semi;colon")
end)
case("question mark in the name", function() return (require "q?mark") end)
case("space in the name", function() return (require "sp ace") end)
case("hyphen in the name", function() return (require "v1-hyphen") end)
case("environment", function() return (require "envtest"), GLOBAL_BY_MODULE end)
case("loaded entry wins", function()
  package.loaded["nope.x"] = "planted"
  return require "nope.x"
end)
case("loaded entry false does not", function()
  package.loaded["name"] = false
  return (require "name")
end)
case("package.loaded replaced", function()
  local old = package.loaded
  package.loaded = { name = "from the new table" }
  local value = require "name"
  return value, rawget(package.loaded, "name"), old.name
end)
case("package.loaded is nil", function()
  package.loaded = nil
  return (require "name")
end)
case("loaded with __index", function()
  setmetatable(package.loaded, { __index = function(_, k)
    if k == "meta" then return "META" end
  end })
  return (require "meta")
end)
case("loaded with __newindex", function()
  local seen
  setmetatable(package.loaded, { __newindex = function(t, k, v)
    seen = k
    rawset(t, k, v)
  end })
  require "name"
  return seen
end)
case("standard library is loaded", function()
  local t = {}
  for _, name in ipairs { "_G", "coroutine", "debug", "io", "math", "os", "package", "string", "table" } do
    t[#t + 1] = tostring(package.loaded[name] == (name == "_G" and _G or _G[name]) and
      require(name) == package.loaded[name])
  end
  return table.concat(t, " ")
end)
case("directory", function()
  package.path = ROOT .. "/?"
  return pcall(require, "dirmod")
end)
case("directory, searchpath", function()
  return package.searchpath("dirmod", ROOT .. "/?")
end)
case("binary chunk", function()
  local f = io.open(ROOT .. "/binary.lua", "wb")
  f:write(string.dump(function() return "binary" end))
  f:close()
  return pcall(require, "binary")
end)
case("file changes between two engines or failures", function()
  local function write(text)
    local f = io.open(ROOT .. "/changes.lua", "wb")
    f:write(text)
    f:close()
  end
  write "error('one', 0)"
  local _, first = pcall(require, "changes")
  write "error('two', 0)"
  local _, second = pcall(require, "changes")
  return first, second
end)
case("no more than a name's own bytes", function() return (require "inner") == "inner" end)
case("long name", function() return (pcall(require, ("x"):rep(5000))) end)
