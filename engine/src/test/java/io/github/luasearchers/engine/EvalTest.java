package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.script.Bindings;
import javax.script.ScriptContext;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import javax.script.SimpleScriptContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EvalTest {

  private final LuaScriptEngine engine = LuaScriptEngine.builder().build();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void e1_nullScriptIsRefused() {
    SimpleScriptContext context = new SimpleScriptContext();
    Bindings bindings = new SimpleBindings();
    assertRefused(() -> engine.eval((String) null));
    assertRefused(() -> engine.eval((String) null, context));
    assertRefused(() -> engine.eval((String) null, bindings));
  }

  @Test
  void e2_nullReaderIsRefused() {
    SimpleScriptContext context = new SimpleScriptContext();
    Bindings bindings = new SimpleBindings();
    assertRefused(() -> engine.eval((Reader) null));
    assertRefused(() -> engine.eval((Reader) null, context));
    assertRefused(() -> engine.eval((Reader) null, bindings));
  }

  @Test
  void e3_nullBindingsAreRefused() {
    assertRefused(() -> engine.eval("return 1", (Bindings) null));
    assertRefused(() -> engine.eval(new StringReader("return 1"), (Bindings) null));
  }

  @Test
  void e4_nullContextIsRefused() {
    assertRefused(() -> engine.eval("return 1", (ScriptContext) null));
    assertRefused(() -> engine.eval(new StringReader("return 1"), (ScriptContext) null));
  }

  private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class);
  }

  @Test
  void e6_emptyScriptIsNull() throws Exception {
    assertThat(engine.eval("")).isNull();
    assertThat(engine.eval("-- nothing")).isNull();
    assertThat(engine.eval("return")).isNull();
    assertThat(engine.eval("return nil")).isNull();
  }

  @Test
  void e7_resultsAreJavas() throws Exception {
    assertThat(engine.eval("return true")).isEqualTo(Boolean.TRUE);
    assertThat(engine.eval("return 7")).isEqualTo(7);
    assertThat(engine.eval("return 1.5")).isEqualTo(1.5);
    assertThat(engine.eval("return 'ä€😀'")).isEqualTo("ä€😀");
    assertThat(engine.eval("return {1, 2, 3}")).isEqualTo(List.of(1, 2, 3));
    assertThat(engine.eval("return {a = 'b'}")).isEqualTo(Map.of("a", "b"));
  }

  @Test
  void e7_severalResultsAreAnArray() throws Exception {
    assertThat(engine.eval("return 1, nil, 'x'")).isEqualTo(new Object[] {1, null, "x"});
    assertThat(engine.eval("return nil, nil")).isEqualTo(new Object[] {null, null});
  }

  @Test
  void e8_failureOfTheReaderIsTheCause() {
    IOException failure = new IOException("disk on fire");
    Reader broken =
        new Reader() {
          @Override
          public int read(char[] buffer, int offset, int length) throws IOException {
            throw failure;
          }

          @Override
          public void close() {}
        };
    assertThatThrownBy(() -> engine.eval(broken))
        .isInstanceOf(ScriptException.class)
        .hasCause(failure);
  }

  @Test
  void e9_readerStaysOpen() throws Exception {
    AtomicBoolean closed = new AtomicBoolean();
    Reader reader =
        new FilterReader(new StringReader("return 5")) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    assertThat(engine.eval(reader)).isEqualTo(5);
    assertThat(closed).isFalse();
  }

  @Test
  void source_byteOrderMarkAndFirstLineAreSkipped() throws Exception {
    assertThat(engine.eval("\uFEFFreturn 1")).isEqualTo(1);
    assertThat(engine.eval("#!/usr/bin/lua\nreturn 2")).isEqualTo(2);
    assertThat(engine.eval("\uFEFF#!/usr/bin/lua\nreturn 3")).isEqualTo(3);
  }

  @Test
  void source_charactersAreUtf8() throws Exception {
    assertThat(engine.eval("return #'😀', #'ä'")).isEqualTo(new Object[] {4, 2});
  }

  @Test
  void source_sameTextWithAnotherNameIsCompiledForThatName() {
    engine.put(javax.script.ScriptEngine.FILENAME, "one.lua");
    assertThatThrownBy(() -> engine.eval("error('x')")).hasMessageContaining("one.lua");
    engine.put(javax.script.ScriptEngine.FILENAME, "two.lua");
    assertThatThrownBy(() -> engine.eval("error('x')")).hasMessageContaining("two.lua");
  }

  @Test
  void sameText_startsAfreshEachTime() throws Exception {
    String script = "local e = _ENV; _ENV = {}; n = 1; return e == _G, e.print ~= nil";
    for (int i = 0; i < 3; i++) {
      assertThat(engine.eval("return " + "_ENV == _G")).isEqualTo(true);
      assertThat(((Object[]) engine.eval(script))[1]).isEqualTo(true);
    }
    assertThat(engine.get("n")).isNull();
  }

  @Test
  void expressions_haveTheirValues() throws Exception {
    try (LuaScriptEngine own =
        LuaScriptEngine.builder().setting(Settings.EXPRESSIONS, "true").build()) {
      own.put("price", 21);
      assertThat(own.eval("price * 2")).isEqualTo(42);
      assertThat(own.eval("tostring(price)")).isEqualTo("21");
      assertThat(own.eval("x = 1")).isNull();
      assertThat(own.eval("return x + 1")).isEqualTo(2);
      assertThat(own.eval("")).isNull();
      assertThat(own.eval("1, 2")).isEqualTo(new Object[] {1, 2});
    }
  }

  @Test
  void expressions_errorIsThatOfTheText() {
    try (LuaScriptEngine own =
        LuaScriptEngine.builder().setting(Settings.EXPRESSIONS, "true").build()) {
      assertThatThrownBy(() -> own.eval("x = = 1")).hasMessageContaining("near '='");
    }
  }

  @Test
  void expressions_areErrorsByDefault() {
    assertThatThrownBy(() -> engine.eval("1 + 1")).isInstanceOf(ScriptException.class);
  }
}
