package io.github.luasearchers.engine.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.lib.StandardLibrary;
import io.github.luasearchers.engine.value.Level;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A wish of another thread that what runs shall fail. */
final class InterruptionTest {

  private final LuaRuntime lua = new LuaRuntime(Level.LUA_5_4);
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);

  @BeforeEach
  void open() {
    LuaTable library = new Table();
    StandardLibrary.open(lua, library);
    library.rawset(LuaString.valueOf("ready"), new Ready(lua));
    library.rawset(LuaString.valueOf("wait"), new Wait(lua));
    lua.enter(library);
  }

  @AfterEach
  void threadIsAsBefore() {
    assertThat(Thread.interrupted()).isFalse();
  }

  /** Says that the script runs. */
  private final class Ready extends Builtin {

    Ready(LuaRuntime lua) {
      super(lua, "ready");
    }

    @Override
    protected Varargs run(Varargs args) {
      running.countDown();
      return NONE;
    }
  }

  /** Waits in Java for what never happens. */
  private final class Wait extends Builtin {

    Wait(LuaRuntime lua) {
      super(lua, "wait");
    }

    @Override
    protected Varargs run(Varargs args) {
      running.countDown();
      try {
        never.await();
      } catch (InterruptedException e) {
        lua.afterFailure(e); // as all that calls Java does
        throw lua.javaError(e);
      }
      return NONE;
    }
  }

  private LuaValue run(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    LuaValue chunk = lua.instantiate(lua.compile(bytes, "=test"), lua.globals());
    return lua.call(chunk, (Varargs) LuaValue.NONE).arg1();
  }

  /** Runs a text, and interrupts it when it is ready; returns the message of its error. */
  private String interrupted(String text, boolean wakes) throws Exception {
    FutureTask<String> script =
        new FutureTask<>(
            () -> {
              try {
                return run(text).tojstring();
              } catch (LuaError e) {
                return e.getMessage() + (Thread.currentThread().isInterrupted() ? "!" : "");
              }
            });
    Thread thread = new Thread(script);
    thread.start();
    running.await();
    lua.interrupt();
    if (wakes) {
      lua.wake(thread);
    }
    return script.get(60, TimeUnit.SECONDS);
  }

  @Test
  void loop_fails() throws Exception {
    assertThat(interrupted("ready() while true do end", false)).isEqualTo("interrupted!");
  }

  @Test
  void loop_inACoroutineFails() throws Exception {
    String text = "coroutine.wrap(function() ready() while true do end end)()";
    assertThat(interrupted(text, false)).endsWith("interrupted!");
  }

  @Test
  void position_isThatOfTheCaller() throws Exception {
    String text = "local function f() ready() while true do end end\nf()";
    assertThat(interrupted(text, false)).isEqualTo("test:2: interrupted!");
  }

  @Test
  void libraryFunction_thatWorksLongFails() throws Exception {
    String text = "ready() return (('a'):rep(40):find(('.-'):rep(20) .. 'b'))";
    assertThat(interrupted(text, true)).endsWith("interrupted!");
  }

  @Test
  void java_thatWaitsIsWoken() throws Exception {
    assertThat(interrupted("wait()", true)).isEqualTo("test:1: interrupted!");
  }

  @Test
  void pcall_catchesItOnce() throws Exception {
    String text =
        "local ok, e = pcall(function() ready() while true do end end)"
            + " for i = 1, 1e6 do end return tostring(ok) .. ' ' .. e";
    assertThat(interrupted(text, true)).isEqualTo("false interrupted!");
  }

  @Test
  void wake_doesNothingIfNobodyAsked() {
    assertThat(lua.wake(Thread.currentThread())).isFalse();
    assertThat(run("return 1").toint()).isEqualTo(1);
  }

  @Test
  void endInterrupt_forgetsWhatCameTooLate() {
    lua.interrupt();
    assertThat(lua.wake(Thread.currentThread())).isTrue();
    lua.endInterrupt();
    assertThat(run("for i = 1, 1e6 do end return 1").toint()).isEqualTo(1);
  }

  @Test
  void interrupt_beforeAnythingRunsFailsTheNext() {
    lua.interrupt();
    assertThatThrownBy(() -> run("while true do end")).hasMessage("interrupted!");
  }
}
