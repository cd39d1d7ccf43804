package io.github.luasearchers.engine.lib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Values are sorted by {@code <} as by a function that says the same, step by step. */
class SortTest {

  private static final String NOT_A_NUMBER = "0/0";

  private static final List<String> VALUES =
      List.of(
          "r() % 1000",
          "r() % 7",
          "r() * 0.37",
          "r() % 9 * 0.5 - 2",
          "r() % 3 == 0 and -0.0 or 0.0",
          "r() % 5 == 0 and " + NOT_A_NUMBER + " or r() / 3",
          NOT_A_NUMBER,
          "r() % 2 == 0 and r() % 4 or r() % 4 * 1.0",
          "r() * 2^40",
          "('%04d'):format(r() % 2000)",
          "r() % 40 == 0 and 'text' or r()");

  @TestFactory
  Stream<DynamicTest> order_isThatOfAFunction() {
    return Stream.of("5.2", "5.3", "5.4")
        .flatMap(
            version ->
                VALUES.stream()
                    .map(
                        value ->
                            DynamicTest.dynamicTest(
                                version + ": " + value, () -> compare(version, value))));
  }

  private static void compare(String version, String value) throws Exception {
    try (LuaScriptEngine lua = LuaScriptEngine.builder().setting("lua.version", version).build()) {
      assertThat(lua.eval(script(value))).isEqualTo("same");
    }
  }

  private static String script(String value) {
    return """
        local seed = 7
        local function r() seed = seed * 16807 % 2147483647 return seed end
        local function text(v)
          return type(v) == 'number' and v == 0 and tostring(1 / v) .. tostring(v) or tostring(v)
        end
        for _, n in ipairs {2, 3, 4, 10, 100, 1000} do
          local a, b = {}, {}
          for i = 1, n do a[i] = VALUE b[i] = a[i] end
          local fine, message = pcall(table.sort, a)
          local asFine, asMessage = pcall(table.sort, b, function(x, y) return x < y end)
          local said = tostring(asMessage):gsub('^script:%d+: ', '')
          if fine ~= asFine or not fine and message ~= said then
            return n .. ': ' .. tostring(message) .. ' but ' .. tostring(asMessage)
          end
          for i = 1, n do
            if text(a[i]) ~= text(b[i]) then return n .. ' at ' .. i end
          end
        end
        return 'same'
        """
        .replace("VALUE", value);
  }
}
