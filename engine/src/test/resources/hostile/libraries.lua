--@ io-open | refused | reads a file
return io.open(secret):read("*a") and "escaped"
--@ io-popen | refused | starts a process
io.popen("touch " .. secret) return "escaped"
--@ io-lines | refused | reads a file line by line
for line in io.lines(secret) do return "escaped" end
--@ io-through-loaded | harmless | takes io out of package.loaded
return package.loaded.io and "escaped"
--@ io-through-require | refused | requires io as if it were a module
require "io" return "escaped"
--@ io-through-g | harmless | asks each way to the globals for io
return (_G.io or _ENV.io or rawget(_G, "io") or rawget(_ENV, "io") or package.loaded._G.io)
  and "escaped"
--@ io-through-file-handle | refused | asks a metatable of files for its index
return getmetatable(io.stdout).__index.open and "escaped"
--@ os-execute | refused | runs a command
os.execute("touch " .. secret) return "escaped"
--@ os-exit | refused | ends the JVM
os.exit(0)
--@ os-remove | refused | deletes the canary
os.remove(secret) return "escaped"
--@ os-rename | refused | moves the canary
os.rename(secret, secret .. ".gone") return "escaped"
--@ os-tmpname | refused | makes a file
return os.tmpname() and "escaped"
--@ os-getenv | refused | reads the environment
return os.getenv("PATH") and "escaped"
--@ os-through-loaded | harmless | looks for what is left of os in package.loaded
for _, name in ipairs { "execute", "exit", "getenv", "remove", "rename", "tmpname" } do
  if package.loaded.os[name] then return "escaped" end
end
--@ os-date-formats | harmless | feeds os.date with what it may choke on
for c = 0, 255 do pcall(os.date, "%" .. string.char(c)) pcall(os.date, "!%" .. string.char(c), 0) end
pcall(os.date, ("%c"):rep(1e4)) pcall(os.date, "*t", 1e300) pcall(os.date, "*t", 0 / 0)
--@ os-time-fields | harmless | feeds os.time with what it may choke on
for _, v in ipairs { 1e300, -1e300, 0 / 0, 2 ^ 53, "x", {}, 2 ^ 31 } do
  pcall(os.time, { year = v, month = v, day = v, hour = v })
end
--@ os-setlocale | harmless | sets a locale that others would see
return os.setlocale("tr_TR.UTF-8") and "escaped"
--@ debug-getregistry | refused | reads the registry
return debug.getregistry() and "escaped"
--@ debug-sethook | refused | sets a hook
debug.sethook(function() end, "", 1) return "escaped"
--@ debug-setmetatable | refused | gives numbers a metatable
debug.setmetatable(1, { __index = function() return "x" end }) return "escaped"
--@ debug-through-require | refused | requires debug as if it were a module
require "debug" return "escaped"
--@ debug-getupvalue | refused | looks into the variables of library functions
for i = 1, 10 do debug.getupvalue(print, i) end return "escaped"
--@ debug-through-traceback | refused | reaches debug from an error handler
return select(2, xpcall(error, debug.traceback)) and "escaped"
--@ collectgarbage | harmless | makes the JVM's collector run all the time
for i = 1, 1000 do collectgarbage() collectgarbage("step", 1e9) end
--@ collectgarbage-options | harmless | feeds collectgarbage with what it may choke on
for _, o in ipairs { "stop", "restart", "generational", "incremental", "setpause", "x", 1, {} } do
  pcall(collectgarbage, o, 1e308) pcall(collectgarbage, o, -1)
end
--@ setfenv | refused | changes the environment of a library function
setfenv(print, {}) return "escaped"
--@ newproxy | refused | makes a userdata of its own
return newproxy(true) and "escaped"
--@ random-seed | harmless | sets the seed that a neighbour would draw from
math.randomseed(1) for i = 1, 100 do math.random() end
--@ global-names | harmless | looks for names of the host's and of other engines among the globals
for name in pairs(_G) do
  if tostring(name):find("javax") or tostring(name):find("^lua%.") then return "escaped" end
end
--@ load-java-name | refused | names a Java class as a module
require "java.lang.Runtime" return "escaped"
--@ luaj-searcher | refused | names a library of LuaJ as a module, whose own require would find it
require "org.luaj.vm2.lib.jse.JseOsLib" return "escaped"
