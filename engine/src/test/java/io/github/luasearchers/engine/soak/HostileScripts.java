package io.github.luasearchers.engine.soak;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Scripts that would hang, flood or damage what runs them: those here, and the hostile corpus. */
final class HostileScripts {

  private static final String[] OWN = {
    "while true do end",
    "while true do pcall(function() while true do end end) end",
    "local function f() pcall(f) f() end while true do pcall(f) end",
    "local function f() return f() + 1 end f()",
    "return ('x'):rep(1e9)",
    "local s = 'x' while true do s = s .. s end",
    "kept = {} while true do kept[#kept + 1] = {} end",
    "kept = {} while true do pcall(function() kept[#kept + 1] = ('x'):rep(1e5) .. #kept end) end",
    "local function f() return f() end f()",
    "kept = {} while true do kept[#kept % 1000 + 1] = coroutine.wrap(function()"
        + " coroutine.yield() end) kept[#kept]() end",
    "kept = {} for i = 1, 1e3 do local c = coroutine.create(function() coroutine.yield(kept) end)"
        + " coroutine.resume(c) kept[i] = c end",
    "local n = 40 return (('a'):rep(n)):find(('a?'):rep(n) .. ('a'):rep(n))",
    "string.rep, pcall, error, tostring = nil while true do local x = tostring end",
    "for k in pairs(_G) do _G[k] = nil end while true do end",
    "for name, library in pairs(package.loaded) do if name ~= '_G' then"
        + " for k in pairs(library) do library[k] = nil end end end",
    "getmetatable('').__index = function(s, k) return s[k] end local x = ('x').y",
    "setmetatable(_G, {__index = function(t, k) return t[k .. k] end}) return nothing",
    "while true do setmetatable({}, {__gc = function() while true do end end}) end",
    "setmetatable({}, {__gc = function(o) kept = o setmetatable(o, getmetatable(o)) end})",
    "error(setmetatable({}, {__tostring = function() while true do end end}))",
    "table.sort({3, 2, 1, 4, 5}, function() while true do end end)",
    "local t = {} for i = 1, 1e4 do t[i] = i end table.sort(t, function() return true end)",
    "while true do print(('x'):rep(1000)) end",
    "while true do load(('x = x + 1 '):rep(1e3)) end",
    "load(function() return ' ' end)",
    "return require('..') or require 'java.lang.Runtime'",
    "os.exit(3)",
    "io.open('/etc/passwd')",
    "luajava.bindClass('java.lang.Runtime'):getRuntime():exit(1)",
    "return list:getClass():getClassLoader()",
    "debug.sethook(function() while true do end end, 'l') local x = 1",
  };

  private HostileScripts() {}

  static List<String> all() throws IOException, URISyntaxException {
    List<String> scripts = new ArrayList<>(List.of(OWN));
    URL corpus = HostileScripts.class.getResource("/hostile");
    if (corpus != null) {
      try (Stream<Path> files = Files.list(Path.of(corpus.toURI()))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".lua")).sorted().toList()) {
          scripts.addAll(parts(Files.readString(file)));
        }
      }
    }
    return scripts;
  }

  /** Returns the scripts of a file of the corpus, each of which begins with a line of its own. */
  private static List<String> parts(String text) {
    return Stream.of(text.split("(?m)^--@ .*$")).filter(part -> !part.isBlank()).toList();
  }
}
