package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A tail call takes no frame, whatever kind of value is called, and wherever. */
class TailCallTest {

  private static final int CALLS = 300;

  /** More frames than the scripts have whose calls take none. */
  private static final int FRAMES = 20;

  /** What makes {@code self} a value that is called like the function {@code step}. */
  private static final Map<String, String> VALUES =
      new TreeMap<>(
          Map.of(
              "function", "self = step",
              "table", "self = setmetatable({}, {__call = called})",
              "number", "debug.setmetatable(0, {__call = called}) self = 7",
              "string", "getmetatable('').__call = called self = 'text'",
              "nil", "debug.setmetatable(nil, {__call = called})",
              "coroutine",
                  "self = coroutine.create(step)"
                      + " debug.setmetatable(self, {__call = called})"));

  private static final String CHAIN =
      "self = setmetatable({}, {__call = setmetatable({}, {__call ="
          + " function(_, own, ...) return called(own, ...) end})})";

  private static final String[] WAYS = {
    "start()", "coroutine.wrap(start)()", "select(2, pcall(start))", "(load('return start()')())",
  };

  private static final String[] ARGUMENTS = {"n", "n, 1", "n, 1, 2", "n, ...", "n, one()"};

  @TestFactory
  Stream<DynamicTest> takesNoFrame() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String version : List.of("5.2", "5.3", "5.4")) {
      Map<String, String> values = new TreeMap<>(VALUES);
      if (version.equals("5.4")) {
        values.put("chain of tables", CHAIN);
      }
      values.forEach(
          (name, value) -> {
            for (String way : WAYS) {
              tests.add(
                  DynamicTest.dynamicTest(
                      version + ": " + name + " by " + way, () -> check(version, value, way)));
            }
          });
    }
    return tests.stream();
  }

  private static void check(String version, String value, String way) throws Exception {
    LuaScriptEngine engine = LuaScriptEngine.builder().setting("lua.version", version).build();
    for (String arguments : ARGUMENTS) {
      assertThat(engine.eval(script(value, arguments, way)))
          .as("arguments: " + arguments)
          .isEqualTo(true);
    }
  }

  private static String script(String value, String arguments, String way) {
    return "local function one() return 1 end self = nil\n"
        + "function step(n, ...) n = n - 1 if n == 0 then"
        + (" return not debug.getinfo(" + FRAMES + ") end")
        + (" return self(" + arguments + ") end\n")
        + "function called(_, ...) return step(...) end\n"
        + (value + "\n")
        + ("function start() return self(" + CALLS + ") end\n")
        + ("return " + way);
  }
}
