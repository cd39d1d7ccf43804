--@ path-etc | refused | requires from another folder
package.path = secrets_dir .. "/?.lua" require "stolen" return "escaped"
--@ path-absolute | refused | requires a file by its whole name
package.path = "?" require(secret) return "escaped"
--@ path-dots | refused | requires upwards
package.path = modules .. "/../secrets/?.lua" require "stolen" return "escaped"
--@ path-name-dots | refused | requires a name with dots
require "..secrets.stolen" return "escaped"
--@ path-name-slashes | refused | requires a name with slashes
require "../secrets/stolen" return "escaped"
--@ path-name-absolute | refused | requires an absolute name
require(secrets_dir .. "/stolen") return "escaped"
--@ path-name-semicolon | refused | hides a template in a name
require("x;" .. secret .. ";") return "escaped"
--@ path-name-nul | refused | ends a name early
require("good\0/../../secrets/stolen") return "escaped"
--@ path-name-question | refused | requires a name that has a hole
require "?" return "escaped"
--@ path-name-long | refused | requires a name that is too long
require(("x"):rep(1e5)) return "escaped"
--@ path-poisoned | refused | gives package.path a metatable's answer
package.path = nil
setmetatable(package, { __index = function() return secrets_dir .. "/?.lua" end })
require "stolen" return "escaped"
--@ path-number | refused | gives package.path a number
package.path = 5 require "stolen" return "escaped"
--@ path-many | refused | gives package.path many templates
package.path = (secrets_dir .. "/?.lua;"):rep(1000) require "stolen" return "escaped"
--@ path-proc | refused | goes through a folder that leads everywhere
package.path = "/proc/self/root" .. secrets_dir .. "/?.lua;/proc/self/cwd/?.lua" require "stolen" return "escaped"
--@ link | refused | follows a link that leads out of the modules
require "link" return "escaped"
--@ link-of-folder | refused | follows a linked folder
require "linked.stolen" return "escaped"
--@ cpath | refused | requires a library
package.cpath = secrets_dir .. "/?.jar" require "stolen" return "escaped"
--@ all-in-one | refused | requires part of a library
package.cpath = secrets_dir .. "/?.jar" require "stolen.part" return "escaped"
--@ loadlib | refused | links a library
package.loadlib(secret, "*") return "escaped"
--@ searchpath | harmless | finds a file anywhere
return package.searchpath("stolen", secrets_dir .. "/?.lua") and "escaped"
--@ searchpath-oracle | harmless | tells by the message whether a file is there
local _, here = package.searchpath("stolen", secrets_dir .. "/?.lua")
local _, nowhere = package.searchpath("absent", secrets_dir .. "/?.lua")
return here:gsub("stolen", "absent") ~= nowhere and "escaped"
--@ searchpath-replacement | harmless | makes a way up out of separators
for _, rep in ipairs { "..", "../", "/..", "/../" } do
  if package.searchpath("x.secrets.stolen", modules .. "/?.lua", ".", rep) then return "escaped" end
  if package.searchpath(".secrets.stolen", modules .. "/?.lua", ".", rep) then return "escaped" end
end
return package.searchpath("../secrets/stolen", modules .. "/?.lua", "") and "escaped"
--@ loadfile | harmless | loads a file
return loadfile(secret) and "escaped"
--@ loadfile-upwards | harmless | loads a file by a way up
return loadfile(modules .. "/../secrets/stolen.lua") and "escaped"
--@ loadfile-nul | harmless | loads a file with a name that ends early
return loadfile(secret .. "\0" .. modules .. "/good.lua") and "escaped"
--@ loadfile-stdin | harmless | loads what the host types
return (loadfile() or loadfile("/dev/stdin") or loadfile("/proc/self/fd/0")) and "escaped"
--@ loadfile-link | harmless | loads a link that leads out of the modules
return loadfile(modules .. "/link.lua") and "escaped"
--@ loadfile-of-data | harmless | loads a file beside the modules
return loadfile(modules .. "/data.txt") and "escaped"
--@ loadfile-device | harmless | loads a file that has no end
return (loadfile("/dev/zero") or loadfile("/dev/random") or loadfile("/dev/tty")) and "escaped"
--@ dofile | refused | runs a file
dofile(secret) return "escaped"
--@ dofile-stdin | refused | runs what the host types
dofile() return "escaped"
--@ searchers-reordered | refused | calls the path's searcher with a name of its own
for _, searcher in ipairs(package.searchers) do
  if type(searcher("../secrets/stolen")) == "function" then return "escaped" end
end
package.searchers = { package.searchers[2] } require "stolen"
--@ searchers-own | harmless | adds a searcher of its own
table.insert(package.searchers, 1, function(name) return function() return name end end)
return require "mine" ~= "mine" and "escaped"
--@ searchers-gone | refused | takes the searchers away
package.searchers = nil require "good"
--@ searchers-endless | stopped | adds a searcher that never ends
package.searchers = { function() while true do end end } require "x"
--@ searchers-holes | refused | makes a list of searchers that are none
package.searchers = { 1, "x", {}, true } require "good"
--@ loaded-poisoned | harmless | has package.loaded answer what it likes
setmetatable(package.loaded, { __index = function(_, k) return "poison " .. k end, __newindex = function() end })
return require "io" ~= "poison io" and "escaped"
--@ loaded-replaced | harmless | replaces what others require
package.loaded.string = { rep = function() return "poison" end }
return require "string".rep("x", 2) ~= "poison" and "escaped"
--@ preload | harmless | preloads a module under a name of the library
package.preload.io = function() return { open = "mine" } end
return require "io".open ~= "mine" and "escaped"
--@ module-overwrites | harmless or refused | makes library tables modules of its own
module("string", package.seeall)
_M.rep = function() return "poison" end
--@ module-globals | harmless or refused | has module write to the globals
module("a.b.c") x = 1
--@ module-conflict | refused | makes a module of what is no table
module("print.x")
--@ seeall | refused | has a module see the globals of another engine
package.seeall(1)
--@ require-itself | refused | requires a module that requires itself
require "loop"
--@ require-stolen-source | refused | reads a file by the message of a failed compilation
package.path = secrets_dir .. "/?" require "data" return "escaped"
--@ env-as-path | harmless | sets what the settings would read
_G["lua.path"] = secrets_dir .. "/?.lua" _G["lua.sandbox"] = false LUA_PATH = secrets_dir .. "/?.lua"
return pcall(require, "stolen") and "escaped"
--@ attributes | harmless | sets the reserved names of the host
_G["javax.script.engine"] = 1 _G["javax.script.filename"] = secret _G["javax.script.argv"] = { secret }
