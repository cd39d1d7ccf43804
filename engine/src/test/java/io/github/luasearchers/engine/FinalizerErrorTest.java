package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import javax.script.ScriptException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the error of a finalizer, in the versions that raise one. */
class FinalizerErrorTest {

  private static final String SETUP =
      "local function fail() setmetatable({}, {__gc = function() error('g', 0) end})"
          + " collectgarbage() end ";

  private static Object eval(String version, String script) throws ScriptException {
    try (LuaScriptEngine lua = LuaScriptEngine.builder().setting("lua.version", version).build()) {
      return lua.eval(SETUP + script);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3"})
  void handler_seesNeitherItNorWhatIsMadeOfIt(String version) throws Exception {
    String script =
        "local seen = 0 local ok, e = xpcall(fail, function(m) seen = seen + 1 return m end)"
            + " return tostring(ok) .. ' ' .. e .. ' ' .. seen";
    assertThat(eval(version, script)).isEqualTo("false error in __gc metamethod (g) 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3"})
  void handler_seesLaterErrors(String version) throws Exception {
    String script =
        "local ok, e = xpcall(function() pcall(fail) error('later', 0) end,"
            + " function(m) return 'handled ' .. m end) return e";
    assertThat(eval(version, script)).isEqualTo("handled later");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3"})
  void finalizer_mayCatchErrorsItself(String version) throws Exception {
    String script =
        "local caught setmetatable({}, {__gc = function() caught = select(2, pcall(error, 'in')) end})"
            + " collectgarbage() return caught";
    assertThat(eval(version, script)).isEqualTo("in");
  }
}
