package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.script.CompiledScript;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import javax.script.SimpleScriptContext;
import org.junit.jupiter.api.Test;

class ScriptExceptionTest {

  private final LuaScriptEngine engine = LuaScriptEngine.builder().build();

  private LuaScriptException failure(String script) {
    return catchThrowableOfType(LuaScriptException.class, () -> engine.eval(script));
  }

  @Test
  void s1_syntaxErrorHasItsLine() {
    LuaScriptException failure = failure("x = 1\ny = = 2");
    assertThat(failure.getLineNumber()).isEqualTo(2);
    assertThat(failure.getColumnNumber()).isEqualTo(-1);
    assertThat(failure.getFileName()).isNull();
    assertThat(failure).hasMessageContaining("unexpected symbol near '='");
  }

  @Test
  void s2_syntaxErrorHasTheFile() {
    engine.put(ScriptEngine.FILENAME, "job.lua");
    LuaScriptException failure = failure("\n\nx = = 1");
    assertThat(failure.getFileName()).isEqualTo("job.lua");
    assertThat(failure.getLineNumber()).isEqualTo(3);
  }

  @Test
  void s3_runtimeErrorHasTheFileAndLine() {
    engine.put(ScriptEngine.FILENAME, "job.lua");
    LuaScriptException failure = failure("local x\n\nreturn x.y");
    assertThat(failure.getFileName()).isEqualTo("job.lua");
    assertThat(failure.getLineNumber()).isEqualTo(3);
    assertThat(failure.getColumnNumber()).isEqualTo(-1);
  }

  @Test
  void s4_fileOfTheContextThatWasUsed() {
    engine.put(ScriptEngine.FILENAME, "engine.lua");
    ScriptContext context = new SimpleScriptContext();
    context.setAttribute(ScriptEngine.FILENAME, "context.lua", ScriptContext.ENGINE_SCOPE);
    SimpleBindings bindings = new SimpleBindings();
    bindings.put(ScriptEngine.FILENAME, "bindings.lua");
    assertThat(
            catchThrowableOfType(ScriptException.class, () -> engine.eval("error('x')", context))
                .getFileName())
        .isEqualTo("context.lua");
    assertThat(
            catchThrowableOfType(ScriptException.class, () -> engine.eval("error('x')", bindings))
                .getFileName())
        .isEqualTo("bindings.lua");
    context.setBindings(new SimpleBindings(), ScriptContext.ENGINE_SCOPE);
    context.setBindings(new SimpleBindings(), ScriptContext.GLOBAL_SCOPE);
    context.setAttribute(ScriptEngine.FILENAME, "global.lua", ScriptContext.GLOBAL_SCOPE);
    assertThat(
            catchThrowableOfType(ScriptException.class, () -> engine.eval("error('x')", context))
                .getFileName())
        .isEqualTo("global.lua");
  }

  @Test
  void s5_compiledScriptKeepsItsFile() throws Exception {
    engine.put(ScriptEngine.FILENAME, "then.lua");
    CompiledScript script = engine.compile("error('x')");
    engine.put(ScriptEngine.FILENAME, "now.lua");
    ScriptException failure = catchThrowableOfType(ScriptException.class, script::eval);
    assertThat(failure.getFileName()).isEqualTo("then.lua");
    assertThat(failure.getLineNumber()).isEqualTo(1);
  }

  // ---- causes

  private Throwable causeOf(Exception thrown) {
    Callable<Object> host =
        () -> {
          throw thrown;
        };
    engine.put("host", host);
    return failure("host:call()").getCause();
  }

  @Test
  void s6_uncheckedExceptionIsTheDirectCause() {
    RuntimeException thrown = new IllegalStateException("host");
    assertThat(causeOf(thrown)).isSameAs(thrown);
  }

  @Test
  void s7_checkedExceptionIsTheDirectCause() {
    IOException thrown = new IOException("host");
    assertThat(causeOf(thrown)).isSameAs(thrown);
    assertThat(failure("host:call()")).hasMessageContaining("host");
  }

  @Test
  void s8_exceptionThatLuaCaughtAndThrewAgain() {
    IOException thrown = new IOException("again");
    Callable<Object> host =
        () -> {
          throw thrown;
        };
    engine.put("host", host);
    LuaScriptException failure = failure("local _, e = pcall(host.call, host) error(e)");
    assertThat(failure.getCause()).isSameAs(thrown);
    assertThat(failure.getValue()).isSameAs(thrown);
    assertThat(failure).hasMessageContaining("again");
  }

  @Test
  void s8_scriptExceptionOfANestedEvaluation() {
    Callable<Object> nested = () -> engine.eval("error('inner')");
    engine.put("nested", nested);
    assertThat(failure("nested:call()"))
        .hasMessageContaining("inner")
        .hasCauseInstanceOf(ScriptException.class);
  }

  @Test
  void s9_errorsPassThrough() {
    Error thrown = new AssertionError("host");
    Callable<Object> host =
        () -> {
          throw thrown;
        };
    engine.put("host", host);
    assertThatThrownBy(() -> engine.eval("host:call()")).isSameAs(thrown);
  }

  @Test
  void s10_engineIsUsableAfterAnError() throws Exception {
    failure("x = 1 error('x')");
    assertThat(engine.eval("return x")).isEqualTo(1);
    failure("x = = 1");
    assertThat(engine.eval("return x")).isEqualTo(1);
  }

  @Test
  void s11_stackOverflowIsOneToo() throws Exception {
    assertThat(failure("local function f() return 1 + f() end f()"))
        .hasMessageContaining("stack overflow");
    assertThat(
            failure(
                "local t = setmetatable({}, {}) getmetatable(t).__index ="
                    + " function(t, k) return t[k] end return t.x"))
        .hasMessageContaining("overflow");
    assertThat(engine.eval("return 1")).isEqualTo(1);
  }

  // ---- messages

  @Test
  void s12_positionIsThereOnce() {
    engine.put(ScriptEngine.FILENAME, "job.lua");
    assertThat(failure("error('boom')")).hasMessage("boom in job.lua at line number 1");
    engine.put(ScriptEngine.FILENAME, null);
    assertThat(failure("\nerror('boom')")).hasMessage("script:2: boom");
    assertThat(failure("error('boom', 0)")).hasMessage("boom");
  }

  @Test
  void s12_longFileNameIsThereOnce() {
    String name = "a/long/name/".repeat(8) + "job.lua";
    engine.put(ScriptEngine.FILENAME, name);
    LuaScriptException failure = failure("error('boom')");
    assertThat(failure).hasMessage("boom in " + name + " at line number 1");
    assertThat(failure.getFileName()).isEqualTo(name);
  }

  @Test
  void s13_textThatLooksLikeAPosition() {
    assertThat(failure("error('host:8080: refused', 0)")).hasMessage("host:8080: refused");
    assertThat(failure("error('host:8080: refused', 0)").getFileName()).isNull();
  }

  @Test
  void s14_errorInAnotherChunkHasItsPosition() {
    engine.put(ScriptEngine.FILENAME, "job.lua");
    LuaScriptException failure =
        failure("local f = load('\\n\\nerror(\"deep\")', '@other.lua')\nf()");
    assertThat(failure.getFileName()).isEqualTo("other.lua");
    assertThat(failure.getLineNumber()).isEqualTo(3);
    assertThat(failure).hasMessage("deep in other.lua at line number 3");
    failure = failure("\nload('error(\"deep\")', 'error(\"deep\")')()");
    assertThat(failure)
        .hasMessage("[string \"error(\"deep\")\"]:1: deep in job.lua at line number 2");
  }

  // ---- values

  @Test
  void value_tableComesBack() {
    LuaScriptException failure = failure("\nerror{code = 7, message = 'seven'}");
    assertThat(failure.getValue()).isEqualTo(Map.of("code", 7, "message", "seven"));
    assertThat(failure).hasMessage("(error object is a table value)");
    assertThat(failure.getLineNumber()).isEqualTo(2);
  }

  @Test
  void value_describesItself() {
    assertThat(failure("error(setmetatable({}, {__tostring = function() return 'I am it' end}))"))
        .hasMessage("I am it");
  }

  @Test
  void value_otherTypes() {
    assertThat(failure("error('text', 0)").getValue()).isEqualTo("text");
    assertThat(failure("error(42, 0)").getValue()).isEqualTo(42);
    assertThat(failure("error(42, 0)")).hasMessage("42");
    assertThat(failure("error(nil)").getValue()).isNull();
    assertThat(failure("error(nil)")).hasMessage("(error object is a nil value)");
    assertThat(failure("error('ä€😀', 0)")).hasMessage("ä€😀");
  }

  // ---- details

  @Test
  void detail_hasTheTraceback() {
    engine.put(ScriptEngine.FILENAME, "job.lua");
    LuaScriptException failure =
        failure(
            "local function inner() error('boom') end\nlocal function outer()\n"
                + "  inner()\n  return 1\nend\nouter()");
    assertThat(failure.getLuaTraceback())
        .startsWith("stack traceback:")
        .contains("job.lua:1: in", "job.lua:3: in", "job.lua:6: in main chunk");
    assertThat(failure.getDetail()).contains(failure.getLuaTraceback());
    assertThat(failure.getMessage()).doesNotContain("traceback");
    assertThat(failure.toString()).contains("job.lua:3: in");
    StringWriter printed = new StringWriter();
    failure.printStackTrace(new PrintWriter(printed));
    assertThat(printed.toString()).contains("boom", "job.lua:6: in main chunk");
  }

  @Test
  void detail_hasWhoRequired(@org.junit.jupiter.api.io.TempDir Path dir) throws Exception {
    java.nio.file.Files.writeString(dir.resolve("a.lua"), "require 'b'");
    java.nio.file.Files.writeString(dir.resolve("b.lua"), "\nerror('deep')");
    engine.put(ScriptEngine.FILENAME, "main.lua");
    engine.put("dir", dir.toString());
    LuaScriptException failure = failure("package.path = dir .. '/?.lua'\n\nrequire 'a'");
    assertThat(failure.getFileName()).endsWith("b.lua");
    assertThat(failure.getLineNumber()).isEqualTo(2);
    assertThat(failure.getDetail())
        .containsPattern("required from .*a.lua:1, required from main.lua:3");
    assertThat(failure.getMessage()).doesNotContain("required from");
  }

  @Test
  void detail_isEmptyForSyntaxErrors() {
    LuaScriptException failure = failure("x = = 1");
    assertThat(failure.getDetail()).isEmpty();
    assertThat(failure.toString())
        .isEqualTo(LuaScriptException.class.getName() + ": " + failure.getMessage());
  }

  // ---- os.exit

  @Test
  void exit_endsTheScriptWithAStatus() throws Exception {
    for (String protect : new String[] {"", "pcall(function() "}) {
      String end = protect.isEmpty() ? "" : " end)";
      LuaScriptException failure = failure("x = 1 " + protect + "os.exit(3)" + end + " x = 2");
      assertThat(failure.getExitStatus()).hasValue(3);
      assertThat(failure).hasMessageContaining("3");
      assertThat(engine.eval("return x")).isEqualTo(1);
    }
    assertThat(failure("os.exit()").getExitStatus()).hasValue(0);
    assertThat(failure("os.exit(true)").getExitStatus()).hasValue(0);
    assertThat(failure("os.exit(false)").getExitStatus()).hasValue(1);
    assertThat(failure("error('x')").getExitStatus()).isEmpty();
  }

  // ---- file names

  @Test
  void k4_fileNameMayBeAnything() {
    engine.put(ScriptEngine.FILENAME, Path.of("dir", "job.lua"));
    assertThat(failure("error('x')").getFileName()).isEqualTo(Path.of("dir", "job.lua").toString());
    engine.put(ScriptEngine.FILENAME, "");
    assertThat(failure("error('x')").getFileName()).isNull();
    engine.put(ScriptEngine.FILENAME, 7);
    assertThat(failure("error('x')").getFileName()).isEqualTo("7");
  }
}
