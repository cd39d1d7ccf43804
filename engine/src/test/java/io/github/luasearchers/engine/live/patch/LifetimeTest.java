package io.github.luasearchers.engine.live.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.vm.LivePrototype;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.OneArgFunction;

/** How long code, closures and values live that a patch has to do with. */
class LifetimeTest {

  private static final String TEXT =
      "local M = { data = { 1, 2, 3 } } local n = 0"
          + " function M.make() local x = 0 return function() x = x + 1 return x end end"
          + " function M.run() n = n + 1 coroutine.yield(n) return 0 end return M";

  /** A thousand, or as many as {@code reloads} says. */
  private static final int PATCHES = Integer.getInteger("reloads", 1_000);

  @Test
  void patches_leaveNothingBehind() throws Exception {
    Program program = new Program(Level.LUA_5_4);
    program.load("m", TEXT);
    String use =
        "local m = package.loaded.m held = m.make() held()"
            + " local co = coroutine.create(m.run) coroutine.resume(co)";
    long after100 = 0;
    for (int i = 1; i <= PATCHES; i++) {
      program.patch("m", TEXT.replace("x + 1", "x + " + i % 7));
      program.eval(use);
      if (i % 500 == 100) {
        long now = used();
        after100 = after100 == 0 ? now : after100;
      }
    }
    assertThat(used()).isLessThan(after100 + after100 / 20);
  }

  private static long used() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least =
          Math.min(least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    }
    return least;
  }

  @ParameterizedTest
  @EnumSource
  void oldCode_goesWithItsLastFunction(Level level) throws Exception {
    Program program = new Program(level);
    program.load("m", "local M = {} function M.f() return 1 end return M");
    WeakReference<LivePrototype> code = new WeakReference<>(program.version("m").code());
    program.eval("held = package.loaded.m.f");
    program.patch("m", "return {}");
    System.gc();
    assertThat(code.get()).isNotNull();
    assertThat(program.version("m").code().versions()).hasSize(2);
    program.patch("m", "return { n = 1 }");
    program.eval("held = nil");
    awaitGone(code);
    assertThat(program.version("m").code().versions()).doesNotContain((LivePrototype) null);
  }

  @ParameterizedTest
  @EnumSource
  void functionThatComesBack_isPatchedAgain(Level level) throws Exception {
    Program program = new Program(level);
    String text = "local M = {} local n = 1 function M.f() return n end return M";
    program.load("m", text);
    program.eval("held = package.loaded.m.f");
    program.patch("m", "return {}");
    program.patch("m", text.replace("return n end", "return -n end"));
    assertThat(program.eval("return held()")).isEqualTo("-1");
  }

  @ParameterizedTest
  @EnumSource
  void versions_keepNoValuesAlive(Level level) throws Exception {
    Program program = new Program(level);
    program.load("m", "return { list = {} }");
    LuaValue list = program.loaded.get("m").get("list");
    WeakReference<LuaValue> dropped = new WeakReference<>(list);
    list = LuaValue.NIL;
    program.eval("package.loaded.m.list = nil");
    awaitGone(dropped);
    program.patch("m", "return { list = {} }");
    assertThat(program.eval("return tostring(package.loaded.m.list)")).isEqualTo("nil");
  }

  @ParameterizedTest
  @EnumSource
  void closuresMadeInALoop_doNotPileUp(Level level) {
    Program program = new Program(level);
    program.load(
        "m",
        "return { run = function(n) for i = 1, n do local f = function() return i end end end }");
    LivePrototype code = program.version("m").code().inner(0).inner(0);
    for (int i = 0; i < 20; i++) {
      program.eval("package.loaded.m.run(10000)");
      System.gc();
    }
    assertThat(code.closures().size()).isLessThan(20_000);
  }

  @ParameterizedTest
  @EnumSource
  void functionHeldByJavaOnly_getsNewCode(Level level) throws Exception {
    Program program = new Program(level);
    String text = "local n = 0 register(function() n = n + 1 return 'a' .. n end) return {}";
    List<LuaValue> held = new ArrayList<>();
    program.globals.rawset("register", new Register(held));
    program.load("m", text);
    assertThat(held.get(0).call().tojstring()).isEqualTo("a1");
    program.patch("m", text.replace("'a'", "'b'"));
    assertThat(held.get(0).call().tojstring()).isEqualTo("b2");
    assertThat(held.get(1).call().tojstring()).isEqualTo("b3");
  }

  private static void awaitGone(WeakReference<?> reference) throws InterruptedException {
    long end = System.nanoTime() + 10_000_000_000L;
    while (reference.get() != null && System.nanoTime() < end) {
      System.gc();
      Thread.onSpinWait();
    }
    assertThat(reference.get()).isNull();
  }

  /** Keeps what a script passes to it. */
  private static final class Register extends OneArgFunction {
    private final List<LuaValue> held;

    Register(List<LuaValue> held) {
      this.held = held;
    }

    @Override
    public LuaValue call(LuaValue arg) {
      held.add(arg);
      return NIL;
    }
  }
}
