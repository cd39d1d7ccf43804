package io.github.luasearchers.engine.soak;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import javax.script.Bindings;
import javax.script.ScriptException;
import javax.script.SimpleBindings;

/**
 * A script of which it is known what it returns.
 *
 * @param source takes {@code n} and returns one value
 * @param expected what that is
 */
record FriendlyScript(String source, IntFunction<Object> expected) {

  /** The largest {@code n}. */
  private static final int LARGEST = 200;

  static final List<FriendlyScript> ALL =
      List.of(
          new FriendlyScript("return n * (n + 1) / 2", n -> n * (n + 1) / 2),
          new FriendlyScript(
              "local a, b = 0, 1 for i = 1, n % 40 do a, b = b, a + b end return a",
              n -> fib(n % 40)),
          new FriendlyScript(
              "local function fib(i) return i < 2 and i or fib(i - 1) + fib(i - 2) end"
                  + " return fib(n % 16)",
              n -> fib(n % 16)),
          new FriendlyScript(
              "local t = {} for i = 1, n do t[i] = (i * 7919) % 10007 end table.sort(t)"
                  + " for i = 2, n do assert(t[i - 1] <= t[i]) end return #t",
              n -> n),
          new FriendlyScript(
              "local sum = 0 local next = coroutine.wrap(function()"
                  + " for i = 1, n do coroutine.yield(i) end end)"
                  + " for i in next do sum = sum + i end return sum",
              n -> n * (n + 1) / 2),
          new FriendlyScript(
              "return (('ab'):rep(n):gsub('b', 'ccc'))", n -> "ab".repeat(n).replace("b", "ccc")),
          new FriendlyScript(
              "local t = {} for w in ('word '):rep(n):gmatch('%a+') do t[#t + 1] = w end"
                  + " return table.concat(t, ',')",
              n -> String.join(",", Collections.nCopies(n, "word"))),
          new FriendlyScript(
              "local ok, e = pcall(function() error({code = n}) end) return e.code", n -> n),
          new FriendlyScript(
              "local Base = {get = function(self) return self.v end} Base.__index = Base"
                  + " local Sub = setmetatable({}, Base) Sub.__index = Sub"
                  + " return setmetatable({v = n}, Sub):get()",
              n -> n),
          new FriendlyScript(
              "local v = setmetatable({n}, {__add = function(a, b) return a[1] + b end,"
                  + " __call = function(self, x) return self[1] - x end}) return (v + 1) + v(1)",
              n -> 2 * n),
          new FriendlyScript(
              "local sum = 0 for _, v in ipairs(list) do sum = sum + v end return sum + #list",
              n -> n * (n + 1) / 2 + n),
          new FriendlyScript(
              "return string.format('%05d|%s|%5.2f', n, n % 2 == 0, n / 4)",
              n -> String.format(Locale.ROOT, "%05d|%b|%5.2f", n, n % 2 == 0, n / 4.0)),
          new FriendlyScript(
              "local function count(i) if i == 0 then return 'done' end return count(i - 1) end"
                  + " return count(n * 10)",
              n -> "done"),
          new FriendlyScript("return load('return ' .. n .. ' + 1')()", n -> n + 1));

  private static int fib(int n) {
    int a = 0;
    int b = 1;
    for (int i = 0; i < n; i++) {
      int next = a + b;
      a = b;
      b = next;
    }
    return a;
  }

  /** Runs the script with variables of its own, and fails if it does not return what it should. */
  void check(LuaScriptEngine engine, Random random) throws ScriptException {
    int n = random.nextInt(LARGEST);
    Bindings bindings = random.nextBoolean() ? new SimpleBindings() : engine.createBindings();
    bindings.put("n", n);
    List<Integer> list = new ArrayList<>();
    for (int i = 1; i <= n; i++) {
      list.add(i);
    }
    bindings.put("list", list);
    Object result = engine.eval(source, bindings);
    // a division's result is no Integer, though it is a whole number
    Object given = result instanceof Double number ? (Object) number.intValue() : result;
    if (!expected.apply(n).equals(given)) {
      throw new AssertionError(
          "with n = " + n + " this gave " + result + ", not " + expected.apply(n) + ": " + source);
    }
  }
}
