package io.github.luasearchers.engine.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.value.Level;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.OneArgFunction;

/** Coroutines beyond what scripts can show. */
final class CoroutineTest {

  private final Shell shell = new Shell();

  @Test
  void yieldAcrossAFunctionOfTheHost_isRefused() {
    shell.set(
        "through",
        new OneArgFunction() {
          @Override
          public LuaValue call(LuaValue function) {
            return function.call();
          }
        });
    assertThat(
            shell.eval(
                "return select(2, coroutine.resume(coroutine.create("
                    + "function() through(coroutine.yield) end)))"))
        .isEqualTo("attempt to yield across a C-call boundary");
  }

  @Test
  void resumeFromJava_answersAsInLua() {
    Coroutine coroutine =
        (Coroutine)
            shell.run("return coroutine.create(function(a) error(coroutine.yield(a)) end)").arg1();
    Varargs first = coroutine.resume(LuaValue.valueOf(7));
    assertThat(first.arg1().toboolean()).isTrue();
    assertThat(first.arg(2).toint()).isEqualTo(7);
    Varargs second = coroutine.resume(LuaValue.valueOf("no"));
    assertThat(second.arg1().toboolean()).isFalse();
    assertThat(second.arg(2).tojstring()).isEqualTo("code:1: no");
    assertThat(coroutine.getStatus()).isEqualTo("dead");
  }

  @Test
  void aHundredThousand_waitInLittleMemory() {
    long before = used();
    shell.run(
        "all = {} for i = 1, 100000 do"
            + " local c = coroutine.create(function(x) coroutine.yield(x) end)"
            + " coroutine.resume(c, i) all[i] = c end");
    assertThat(used() - before).isLessThan(256L << 20);
    assertThat(shell.eval("return select('#', coroutine.resume(all[99999]))")).isEqualTo("1");
  }

  @Test
  void unreachableOne_isCollectedWithWhatItHolds() throws InterruptedException {
    shell.run(
        "weak = setmetatable({}, {__mode = 'v'}) do local c c = coroutine.create(function()"
            + " local held = {} weak[1] = held self = c coroutine.yield(held) end)"
            + " coroutine.resume(c) end");
    WeakReference<LuaValue> held = new WeakReference<>(shell.globals.rawget("weak").get(1));
    shell.run("self = nil");
    for (int i = 0; i < 50 && held.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(held.get()).isNull();
  }

  @Test
  void levels_addTheirFunctions() {
    assertThat(shell.eval("return tostring(coroutine.isyieldable)")).isEqualTo("nil");
    Shell later = new Shell(Level.LUA_5_4);
    assertThat(
            later.eval(
                "return tostring(coroutine.wrap(function()"
                    + " return coroutine.isyieldable() end)())"))
        .isEqualTo("true");
    assertThat(
            later.eval(
                "local c = coroutine.create(function() error('e', 0) end) coroutine.resume(c)"
                    + " local ok, e = coroutine.close(c) return tostring(ok) .. e"
                    + " .. tostring(coroutine.close(c))"))
        .isEqualTo("falseetrue");
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
