package io.github.luasearchers.engine.jit;

import java.util.List;

/**
 * A loop that never ends, in a function {@code work}, which counts its rounds in the global
 * variable {@code n}.
 */
record Shape(String name, String script) {

  static final List<Shape> ALL =
      List.of(
          loop("for of integers", "for i = 1, 1e15 // 1 | 0 do n = n + 1 end"),
          loop("for of floats", "for i = 1.0, 1e15 do n = n + 1 end"),
          loop(
              "for in for",
              "while true do for i = 1, 10 do for k = 1, 10 do n = n + 1 end end end"),
          loop("for without a body", "while true do n = n + 1 for i = 1, 1000 do end end"),
          loop("while", "while n >= 0 do n = n + 1 end"),
          loop("repeat", "repeat n = n + 1 until n < 0"),
          loop("goto", "::again:: n = n + 1 goto again"),
          loop("arithmetic", "local x = 0.5 while true do x = x * 1.5 % 7 - n n = n + 1 end"),
          loop(
              "locals",
              "local k = 0 while true do k = k + 1 if k % 100 == 0 then n = n + 1 end end"),
          loop(
              "large body",
              "local x = 0 while true do " + "x = x + 1 ".repeat(200) + "n = n + 1 end"),
          with("calls", "local function f(x) return x + 1 end", "while true do n = f(n) end"),
          with(
              "calls of globals",
              "function f(x) return g(x) end function g(x) return x + 1 end",
              "while true do n = f(n) end"),
          with(
              "methods",
              "local C = {} C.__index = C function C:add() n = n + 1 end local o = setmetatable({}, C)",
              "while true do o:add() end"),
          with(
              "closures",
              "local function make() local k = 0 return function() k = k + 1 return k end end",
              "while true do local f = make() n = n + f() end"),
          with(
              "variable arguments",
              "local function f(...) return select('#', ...) end",
              "while true do n = n + f(1, 2) - 1 end"),
          with(
              "recursion",
              "local function f(k) n = n + 1 if k > 0 then f(k - 1) f(k - 1) end end",
              "while true do f(60) end"),
          with(
              "tail calls",
              "local function f(k) n = n + 1 if k == 0 then return 0 end return f(k - 1) end",
              "while true do f(1e9) end"),
          with(
              "metamethods",
              "local t = setmetatable({}, {__index = function(_, k) return k end})",
              "while true do n = n + t[1] end"),
          loop("array", "local t = {} while true do t[n % 1000 + 1] = n n = n + 1 end"),
          loop("fields", "local t = {x = 0} while true do t.x = t.x + 1 n = n + 1 end"),
          loop("new tables", "while true do local t = {n} n = t[1] + 1 end"),
          loop(
              "pairs",
              "local t = {1, 2, x = 3} while true do for k, v in pairs(t) do n = n + 1 end end"),
          loop(
              "ipairs",
              "local t = {1, 2, 3} while true do for i, v in ipairs(t) do n = n + 1 end end"),
          loop(
              "concatenation",
              "local s = '' while true do s = s .. 'x' n = n + 1 if #s > 99 then s = '' end end"),
          loop("strings", "while true do local s = ('x'):rep(3):upper() n = n + #s - 2 end"),
          with("pcall", "local function f() n = n + 1 end", "while true do pcall(f) end"),
          with(
              "pcall of an error",
              "local function f() n = n + 1 error('x', 0) end",
              "while true do pcall(f) end"),
          with(
              "loop in pcall in a loop",
              "local function f() for i = 1, 1e6 do n = n + 1 end end",
              "while true do pcall(f) end"),
          loop(
              "resume",
              "local yield = coroutine.yield local co = coroutine.wrap(function()"
                  + " while true do yield(1) end end) while true do n = n + co() end"),
          loop("new coroutines", "while true do coroutine.wrap(function() n = n + 1 end)() end"),
          loop(
              "loop in a coroutine",
              "coroutine.wrap(function() while true do n = n + 1 end end)()"),
          loop(
              "sort",
              "local t = {} for i = 1, 99 do t[i] = i * 7919 % 101 end"
                  + " while true do table.sort(t, function(a, b) n = n + 1 return a < b end) end"),
          loop(
              "gsub",
              "local function f() n = n + 1 end while true do ('abcdefgh'):gsub('.', f) end"));

  private static Shape loop(String name, String loop) {
    return with(name, "", loop);
  }

  private static Shape with(String name, String before, String loop) {
    return new Shape(name, before + "\nn = 0\nfunction work() " + loop + " end");
  }

  /** Returns the name of the file that it is said to be in. */
  String file() {
    return "shape-" + name.replace(' ', '-') + ".lua";
  }

  @Override
  public String toString() {
    return name;
  }
}
