package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.StringWriter;
import java.util.concurrent.Callable;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;

/** When variables are closed whose block does not end by itself. */
class ClosingTest {

  private static final String CLOSE =
      "function var(name, act) return setmetatable({}, {__close = function(_, e)"
          + " io.write(name, ':', tostring(e), ' ') if act then act() end end}) end ";

  private final StringWriter out = new StringWriter();

  private LuaScriptEngine engine(String... settings) throws ScriptException {
    LuaScriptEngineBuilder builder = LuaScriptEngine.builder().setting("lua.version", "5.4");
    for (int i = 0; i < settings.length; i += 2) {
      builder.setting(settings[i], settings[i + 1]);
    }
    LuaScriptEngine engine = builder.build();
    engine.getContext().setWriter(out);
    engine.getContext().setErrorWriter(out);
    engine.eval(CLOSE);
    return engine;
  }

  @Test
  void error_closesBeforeTheHostSeesIt() throws ScriptException {
    try (LuaScriptEngine lua = engine()) {
      assertThatThrownBy(() -> lua.eval("local x <close> = var('a') error('E', 0)"))
          .hasMessageContaining("E");
      assertThat(out).hasToString("a:E ");
    }
  }

  @Test
  void errorOfTheMetamethod_replacesTheError() throws ScriptException {
    try (LuaScriptEngine lua = engine()) {
      String code =
          "local x <close> = var('a')"
              + " local y <close> = var('b', function() error('F', 0) end) error('E', 0)";
      LuaScriptException failure =
          catchThrowableOfType(LuaScriptException.class, () -> lua.eval(code));
      assertThat(failure).hasMessageContaining("F");
      assertThat(out).hasToString("b:E a:F ");
    }
  }

  /** PUC's compiler up to 5.4.6 does not close the variable, and then calls what is no value. */
  @Test
  void gotoTheEndOfABlock_closesWhatHadAnotherVariablesRegister() throws ScriptException {
    try (LuaScriptEngine lua = engine()) {
      lua.eval(
          "for i = 1, 2 do do local x <close> = var(i) do goto continue end end"
              + " local same = 1 ::continue:: end");
      assertThat(out).hasToString("1:nil 2:nil ");
    }
  }

  /** PUC up to 5.4.6 passes the error to the handler of an xpcall whose coroutine is gone. */
  @Test
  void closingACoroutine_asksNoMessageHandlerOfIts() throws ScriptException {
    try (LuaScriptEngine lua = engine()) {
      Object message =
          lua.eval(
              "local co = coroutine.create(function() xpcall(function() local x <close> ="
                  + " var('a', function() error('F', 0) end) coroutine.yield() end,"
                  + " function() return 'handled' end) end) coroutine.resume(co)"
                  + " return select(2, coroutine.close(co))");
      assertThat(message).isEqualTo("F");
    }
  }

  @Test
  void errorThroughJava_closesWhatIsAboveIt() throws Exception {
    try (LuaScriptEngine lua = engine()) {
      lua.put("java", (Callable<Object>) () -> lua.getInterface(Callable.class).call());
      lua.eval("function call() local y <close> = var('in') error('E', 0) end");
      lua.eval("local x <close> = var('out') print(pcall(function() java:call() end))");
      assertThat(out.toString()).startsWith("in:E false").endsWith("out:nil ");
    }
  }

  @Test
  void stop_closesInTheNextEvaluation() throws ScriptException {
    try (LuaScriptEngine lua = engine("lua.limits.instructions", "5M")) {
      String code =
          "local a <close> = var('a') local co = coroutine.wrap(function()"
              + " local b <close> = var('b') while true do end end) pcall(co)";
      assertThatThrownBy(() -> lua.eval(code)).hasMessageContaining("instructions");
      assertThat(out.toString()).isEmpty();
      lua.eval("collectgarbage()");
      assertThat(out.toString()).matches("b:.*instructions.* a:.*instructions.*");
    }
  }

  @Test
  void stop_closesOneAfterTheOther_howeverLongThatTakes() throws ScriptException {
    try (LuaScriptEngine lua = engine("lua.limits.instructions", "5M")) {
      String code =
          "local function slow(n) return setmetatable({}, {__close = function()"
              + " for i = 1, 100000 do end print(n) end}) end"
              + " local a <close> = slow('a') local b <close> = slow('b') while true do end";
      assertThatThrownBy(() -> lua.eval(code)).hasMessageContaining("instructions");
      lua.eval("collectgarbage()");
      assertThat(out.toString()).isEqualToNormalizingNewlines("b\na\n");
    }
  }

  @Test
  void stop_closesAtTheLatestWithTheEngine() throws ScriptException {
    try (LuaScriptEngine lua = engine("lua.limits.instructions", "100k")) {
      assertThatThrownBy(() -> lua.eval("local a <close> = var('a') while true do end"))
          .hasMessageContaining("instructions");
    }
    assertThat(out.toString()).matches("a:.*instructions.*");
  }

  @Test
  void stopInTheMetamethod_leavesTheOthers() throws ScriptException {
    try (LuaScriptEngine lua = engine("lua.limits.instructions", "100k")) {
      String code =
          "local a <close> = var('a') local b <close> = var('b', function() while true do end end)"
              + " error('E', 0)";
      assertThatThrownBy(() -> lua.eval(code)).hasMessageContaining("instructions");
      assertThat(out).hasToString("b:E ");
      assertThat(lua.eval("return 1")).isEqualTo(1);
    }
    assertThat(out.toString()).matches("b:E a:.*instructions.*");
  }

  @Test
  void exit_closesNothing() throws ScriptException {
    LuaScriptEngine lua = engine();
    assertThatThrownBy(() -> lua.eval("local a <close> = var('a') os.exit(3)"))
        .isInstanceOf(LuaScriptException.class);
    lua.close();
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void exitThatCloses_closesTheMainThread() throws ScriptException {
    try (LuaScriptEngine lua = engine()) {
      String code =
          "local a <close> = var('a') local b <close> = var('b', function() error('F', 0) end)"
              + " coroutine.wrap(function() local c <close> = var('c') os.exit(3, true) end)()";
      LuaScriptException failure =
          catchThrowableOfType(LuaScriptException.class, () -> lua.eval(code));
      assertThat(failure.getExitStatus()).hasValue(3);
      assertThat(out).hasToString("b:nil a:F ");
    }
  }

  @Test
  void endOfTheEngine_closesNoSuspendedCoroutine() throws ScriptException {
    LuaScriptEngine lua = engine();
    lua.eval(
        "co = coroutine.create(function() local a <close> = var('a') coroutine.yield() end)"
            + " coroutine.resume(co)");
    lua.close();
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void deepRecursion_closesEachFrame() throws ScriptException {
    try (LuaScriptEngine lua = engine()) {
      Object count =
          lua.eval(
              "local n, m = 0, 0 local c = setmetatable({}, {__close = function() m = m + 1 end})"
                  + " local function f() n = n + 1 local x <close> = c return (f()) end"
                  + " local ok, e = pcall(f) return not ok and n > 1000 and n == m and e");
      assertThat(count).asString().contains("stack overflow");
    }
  }

  @Test
  void callOfItself_isStopped() throws ScriptException {
    try (LuaScriptEngine lua = engine("lua.limits.instructions", "1M")) {
      String code = "local mt = {} local t = setmetatable({}, mt) mt.__call = t pcall(t)";
      assertThatThrownBy(() -> lua.eval(code)).hasMessageContaining("instructions");
    }
  }

  @Test
  void errorInFinalizer_isASilentWarning() throws ScriptException {
    try (LuaScriptEngine lua = engine()) {
      String code =
          "setmetatable({}, {__gc = function() error('G', 0) end})"
              + " setmetatable({}, {__gc = function() error({}) end}) setmetatable({}, {__gc = 1})"
              + " collectgarbage()";
      lua.eval(code);
      assertThat(out.toString()).isEmpty();
      lua.eval("warn '@on' " + code);
      assertThat(out.toString().lines())
          .containsExactlyInAnyOrder(
              "Lua warning: error in __gc (G)",
              "Lua warning: error in __gc (error object is not a string)",
              "Lua warning: error in __gc (attempt to call a number value)");
    }
  }

  @Test
  void finalizer_canBeSetAgainFromLua53On() throws ScriptException {
    String code =
        "local n = 0 local t = {__gc = function() end} t.__gc = function(o) n = n + 1"
            + " if n < 3 then setmetatable(o, t) end end setmetatable({}, t)"
            + " for i = 1, 5 do collectgarbage() end return n";
    for (String version : new String[] {"5.2", "5.3", "5.4"}) {
      try (LuaScriptEngine lua =
          LuaScriptEngine.builder().setting("lua.version", version).build()) {
        assertThat(lua.eval(code)).isEqualTo(version.equals("5.2") ? 1 : 3);
      }
    }
  }
}
