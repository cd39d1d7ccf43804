package io.github.luasearchers.engine.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/**
 * Every call has room for its arguments, wherever the stack of the caller ends: all constructs by
 * which the loop, a builtin or Java calls Lua, from frames of all sizes.
 */
final class CallRoomTest {

  private static final int LOCALS = 200;

  private static final String SETUP =
      "count = function(...) return select('#', ...) .. '/' .. tostring((...)) end\n"
          + "local mt = {}\n"
          + "for _, event in ipairs {'index', 'call', 'add', 'sub', 'mul', 'div', 'mod', 'pow',"
          + " 'unm', 'concat', 'eq', 'lt', 'le'} do\n"
          + "  mt['__' .. event] = function(...) return event .. select('#', ...) end end\n"
          + "mt.__newindex = function(t, k, v) set = k .. v end\n"
          + "mt.__len = function() return 7 end mt.__tostring = function() return 'text' end\n"
          + "mt.__pairs = function(t) return function(t, k) if not k then return 1 end end, t end\n"
          + "mt.__ipairs = mt.__pairs\n"
          + "obj, other = setmetatable({}, mt), setmetatable({}, mt)\n"
          + "hooked = function(event, ...) local seen = 0\n"
          + "  debug.sethook(function(e, l) seen = seen + 1 end, event, 1)\n"
          + "  count(...) debug.sethook() return seen > 0 end\n"
          + "twice = function(...) local c = coroutine.wrap(function(...)\n"
          + "  return coroutine.yield(...) end) return c(...), c(...) end\n"
          + "each = function(make, ...) local s = '' for k in make(...) do s = s .. k end"
          + " return s end\n"
          + "reader = function(...) local sent = false return function()"
          + " if not sent then sent = true return 'return 5' end end end\n";

  private final Prototype setup = new Shell().lua.compile(SETUP.getBytes(), "=setup");

  private Shell shell() {
    Shell shell = new Shell();
    shell.lua.instantiate(setup, shell.globals).invoke();
    shell.set("java", new Java());
    shell.set("java1", new ByArity());
    return shell;
  }

  /** Calls a function with a list of arguments. */
  private static final class Java extends VarArgFunction {
    @Override
    public Varargs invoke(Varargs args) {
      return args.arg1().invoke(args.subargs(2));
    }
  }

  /** Calls a function with as many arguments as it was called with. */
  private static final class ByArity extends VarArgFunction {
    @Override
    public Varargs invoke(Varargs args) {
      LuaValue function = args.arg1();
      return switch (args.narg()) {
        case 1 -> function.call();
        case 2 -> function.call(args.arg(2));
        case 3 -> function.call(args.arg(2), args.arg(3));
        default -> function.call(args.arg(2), args.arg(3), args.arg(4));
      };
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count(ARGS)",
        "(count(ARGS))",
        "obj(ARGS)",
        "(obj(ARGS))",
        "pcall(count, ARGS)",
        "pcall(obj, ARGS)",
        "pcall(error, ARGS)",
        "xpcall(count, print, ARGS)",
        "xpcall(error, count, ARGS)",
        "xpcall(obj, count, ARGS)",
        "coroutine.wrap(count)(ARGS)",
        "coroutine.resume(coroutine.create(count), ARGS)",
        "coroutine.resume(coroutine.create(coroutine.yield), ARGS)",
        "twice(ARGS)",
        "java(count, ARGS)",
        "java(obj, ARGS)",
        "java(pcall, count, ARGS)",
        "java1(count, ARGS)",
        "java1(obj, ARGS)",
        "java1(java, count, ARGS)",
        "java(coroutine.wrap(count), ARGS)",
        "each(coroutine.wrap, function() coroutine.yield(1) end)",
        "each(pairs, obj)",
        "each(ipairs, obj)",
        "obj.x",
        "(function(...) obj.x = 1 return set end)(ARGS)",
        "obj + 1, 1 + obj, obj - 1, obj * 1, obj / 1, obj % 1, obj ^ 1, -obj",
        "obj .. 'x', 'x' .. obj, obj .. other, 'a' .. 'b' .. obj .. 'c'",
        "#obj, obj == other, obj < other, obj <= other",
        "tostring(obj)",
        "string.format('%s', obj)",
        "('abc'):gsub('.', count)",
        "('abc'):gsub('(.)(.)', count)",
        "('abc'):gsub('(.)(.)(.)', count)",
        "('abc'):gsub('.', obj)",
        "(function(...) local t = {3, 1, 2, ...}"
            + " table.sort(t, function(a, b) return tostring(a) < tostring(b) end)"
            + " return t[1], t[3] end)(ARGS)",
        "pcall(table.sort, {obj, other, obj})",
        "load(reader(ARGS))()",
        "hooked('c', ARGS)",
        "hooked('r', ARGS)",
        "hooked('l', ARGS)",
        "hooked('', ARGS)",
      })
  void call_hasRoom(String construct) {
    for (String args : new String[] {"", "nil", "1, 2", "1, 2, 3"}) {
      if (args.isEmpty() || construct.contains("ARGS")) {
        check(construct.replace(args.isEmpty() ? ", ARGS" : "ARGS", args).replace("ARGS", args));
      }
    }
  }

  private void check(String call) {
    Shell shared = shell();
    List<String> failures = new ArrayList<>();
    String expected = null;
    for (int locals = 0; locals <= LOCALS; locals++) {
      String code = "local v = 1 ".repeat(locals) + "return " + call;
      Prototype chunk = shared.lua.compile(code.getBytes(), "=code");
      for (String context : new String[] {"fresh", "coroutine", "nested"}) {
        String result = result(shared, chunk, context);
        expected = expected == null ? result : expected;
        if (!result.equals(expected)) {
          failures.add(context + " " + locals + ": " + result + " and not " + expected);
        }
      }
    }
    assertThat(failures).as(call).isEmpty();
    assertThat(expected).as(call).doesNotContain("java.lang");
  }

  private String result(Shell shared, Prototype chunk, String context) {
    Shell shell = context.equals("fresh") ? shell() : shared;
    LuaValue function = shell.lua.instantiate(chunk, shell.globals);
    try {
      Varargs results =
          switch (context) {
            case "coroutine" -> new Coroutine(shell.lua, function).resume(LuaValue.NONE).subargs(2);
            case "nested" -> {
              LuaValue java = shell.globals.get("java");
              yield java.invoke(LuaValue.varargsOf(java, java, function));
            }
            default -> function.invoke();
          };
      return results.toString();
    } catch (RuntimeException e) {
      return e.toString();
    }
  }
}
