package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import javax.script.Bindings;
import javax.script.CompiledScript;
import javax.script.ScriptContext;
import javax.script.SimpleBindings;
import javax.script.SimpleScriptContext;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A host's bindings need not be able to do more than to get, to put and to tell what they have. */
class ReluctantBindingsTest {

  private static final Set<String> ABLE = Set.of("get", "put", "containsKey");

  private final Map<Object, Object> values = new HashMap<>();
  private final Set<Object> asked = new TreeSet<>();
  private final LuaScriptEngine engine = LuaScriptEngine.builder().build();

  /** Makes bindings, or a map, that throw from all other methods. */
  private <T> T reluctant(Class<T> type) {
    InvocationHandler handler =
        (proxy, method, args) -> {
          if (!ABLE.contains(method.getName())) {
            throw new UnsupportedOperationException(method.toString());
          }
          asked.add(args[0]);
          return switch (method.getName()) {
            case "get" -> values.get(args[0]);
            case "put" -> values.put(args[0], args[1]);
            default -> values.containsKey(args[0]);
          };
        };
    return type.cast(
        Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, handler));
  }

  @SuppressWarnings("unchecked") // what it is a map of is not to be seen
  private Bindings behindTheJdks() {
    return new SimpleBindings(reluctant(Map.class));
  }

  /** Has scripts run with bindings in one of their roles. */
  private interface Role {
    Object eval(Bindings bindings, String script) throws Exception;
  }

  private Map<String, Role> roles() {
    Map<String, Role> roles = new HashMap<>();
    roles.put("eval with bindings", (bindings, script) -> engine.eval(script, bindings));
    roles.put("eval with a context", (bindings, script) -> engine.eval(script, context(bindings)));
    roles.put(
        "engine scope of the engine",
        (bindings, script) -> {
          engine.setBindings(bindings, ScriptContext.ENGINE_SCOPE);
          return engine.eval(script);
        });
    roles.put(
        "global scope",
        (bindings, script) -> {
          engine.setBindings(bindings, ScriptContext.GLOBAL_SCOPE);
          return engine.eval(script);
        });
    roles.put(
        "global scope of a context",
        (bindings, script) -> {
          ScriptContext context = new SimpleScriptContext();
          context.setBindings(bindings, ScriptContext.GLOBAL_SCOPE);
          return engine.eval(script, context);
        });
    roles.put(
        "compiled, with bindings", (bindings, script) -> engine.compile(script).eval(bindings));
    roles.put(
        "compiled, with a context",
        (bindings, script) -> engine.compile(script).eval(context(bindings)));
    roles.put(
        "nested",
        (bindings, script) -> {
          engine.put("nested", (Callable<Object>) () -> engine.eval(script, bindings));
          return engine.eval("return nested:call()");
        });
    roles.put(
        "a function",
        (bindings, script) -> {
          engine.setBindings(bindings, ScriptContext.ENGINE_SCOPE);
          engine.eval("function f(...) " + script + " end");
          return engine.invokeFunction("f");
        });
    roles.put(
        "an interface",
        (bindings, script) -> {
          engine.setBindings(bindings, ScriptContext.ENGINE_SCOPE);
          engine.eval("function call() " + script + " end");
          return engine.getInterface(Callable.class).call();
        });
    return roles;
  }

  private static ScriptContext context(Bindings bindings) {
    ScriptContext context = new SimpleScriptContext();
    context.setBindings(bindings, ScriptContext.ENGINE_SCOPE);
    return context;
  }

  @TestFactory
  List<DynamicTest> scriptsRun() {
    List<DynamicTest> tests = new ArrayList<>();
    roles()
        .forEach(
            (name, role) -> {
              UnaryOperator<String> title = kind -> name + ", " + kind;
              tests.add(
                  DynamicTest.dynamicTest(
                      title.apply("bindings"), () -> run(role, reluctant(Bindings.class))));
              tests.add(
                  DynamicTest.dynamicTest(
                      title.apply("a map behind the JDK's"), () -> run(role, behindTheJdks())));
            });
    return tests;
  }

  private void run(Role role, Bindings bindings) throws Exception {
    values.clear();
    values.put("x", 20);
    engine.setContext(new SimpleScriptContext());
    assertThat(
            role.eval(
                bindings,
                """
                y = x + 1
                local z = y * 2
                z = z + (missing or 0)
                y = nil
                local names = {}
                for name in pairs(_G) do names[name] = true end
                assert(names.print and names.string)
                return z .. type(y)
                """))
        .isEqualTo("42nil");
  }

  @Test
  void onlyTheScriptsNames_areAskedFor() throws Exception {
    values.put("x", 20);
    CompiledScript script = engine.compile("y = x return y");
    asked.clear();
    assertThat(script.eval(reluctant(Bindings.class))).isEqualTo(20);
    asked.removeIf(key -> Names.isReserved(key.toString()));
    assertThat(asked).containsExactly("x", "y");
  }

  @Test
  void limits_areStillReadFromThem() {
    values.put("lua.limits.instructions", "1k");
    assertThatThrownBy(() -> engine.eval("while true do end", reluctant(Bindings.class)))
        .isInstanceOf(LuaScriptException.class)
        .hasMessageContaining("lua.limits.instructions");
  }

  @Test
  void ownVariables_areGoneThrough_whereTheyAreNotBindings() throws Exception {
    assertThat(
            engine.eval(
                "rawset(_G, 1, 'one') local n = 0 for key in pairs(_G) do if key == 1 then n = n + 1"
                    + " end end return n",
                reluctant(Bindings.class)))
        .isEqualTo(1);
  }
}
