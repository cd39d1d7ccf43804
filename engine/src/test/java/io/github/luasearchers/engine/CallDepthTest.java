package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import org.junit.jupiter.api.Test;

/** Calls that go from Lua to Java and back, from frames of all sizes. */
final class CallDepthTest {

  private static final int LOCALS = 200;

  private static final String[] CALLS = {
    "(function() local s = 0 for i, v in ipairs(list) do s = s + v end return s end)()",
    "(function() local s = 0 for k, v in pairs(map) do s = s + v end return s end)()",
    "list:stream():map(function(x) return x + 1 end):toArray()[1]",
    "list:stream():map(function(...) return select('#', ...) end):toArray()[1]",
    "list:stream():reduce(0, function(a, b) return a + b end)",
    "again(1)",
    "view(6)",
    "tostring(list)",
    "#list",
  };

  private static LuaScriptEngine engine() throws ScriptException {
    LuaScriptEngine engine = LuaScriptEngine.builder().build();
    engine.put("list", List.of(1, 2, 3));
    engine.put("map", new HashMap<>(Map.of("a", 1, "b", 2)));
    Function<Object, Object> again = x -> invoke(engine, "deeper", x);
    engine.put("again", again);
    engine.eval(
        "function deeper(n) if n == 6 then return n end return again(n + 1) end\n"
            + "function view(n) local t = {n} return again(t[1]) end");
    return engine;
  }

  private static Object invoke(LuaScriptEngine engine, String name, Object argument) {
    try {
      return engine.invokeFunction(name, argument);
    } catch (ScriptException | NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void call_hasRoom() throws ScriptException {
    List<String> failures = new ArrayList<>();
    LuaScriptEngine shared = engine();
    for (String call : CALLS) {
      Object expected = shared.eval("return " + call);
      for (int locals = 0; locals <= LOCALS; locals++) {
        String chunk = "local v = 1 ".repeat(locals) + "return " + call;
        check(shared, "return coroutine.wrap(load(...))()", chunk, expected, failures);
        if (locals % 4 == 3) {
          check(engine(), "return load(...)()", chunk, expected, failures);
        }
      }
    }
    assertThat(failures).isEmpty();
  }

  private static void check(
      LuaScriptEngine engine, String way, String chunk, Object expected, List<String> failures) {
    try {
      Object result = engine.eval(way.replace("...", "[==[" + chunk + "]==]"));
      if (!expected.equals(result)) {
        failures.add(chunk + ": " + result + " and not " + expected);
      }
    } catch (ScriptException e) {
      failures.add(chunk + ": " + e.getMessage());
    }
  }

  /**
   * Whoever runs inside an instruction, the loop goes on with the stack that its variables are on.
   */
  @Test
  void javaInsideAnInstruction_leavesTheStackInPlace() throws ScriptException {
    LuaScriptEngine engine = engine();
    String nested =
        "local v = 1 ".repeat(150) + "local s = 0 for i = 1, 3e5 do s = s + 1 end return 7";
    SimpleBindings bindings =
        new SimpleBindings(
            new HashMap<>() {
              private static final long serialVersionUID = 1;
              private boolean inside;

              @Override
              public boolean containsKey(Object key) {
                return key.equals("probe") || super.containsKey(key);
              }

              @Override
              public Object get(Object key) {
                if (!key.equals("probe") || inside) {
                  return super.get(key);
                }
                inside = true;
                try {
                  return engine.eval(nested, new SimpleBindings());
                } catch (ScriptException e) {
                  throw new IllegalStateException(e);
                } finally {
                  inside = false;
                }
              }
            });
    String script =
        "local v = 1 local function get() return v end\n"
            + "v = probe v = v + 1 local w = v v = w + probe return v .. ' ' .. get()";
    assertThat(engine.eval(script, bindings)).isEqualTo("15 15");
    assertThat(engine.eval("return coroutine.wrap(function() " + script + " end)()", bindings))
        .isEqualTo("15 15");
  }
}
