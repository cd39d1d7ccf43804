package io.github.luasearchers.engine.vm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.ScriptStopped;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.Varargs;

/** What the watchdog does once a deadline has passed. */
class WatchdogTest {

  private static final int DEADLINE_MILLIS = 30;
  private static final int CALL_MILLIS = 2;

  /** A library function that takes long, and neither pays for it nor heeds interrupts. */
  private static final class Idle extends Builtin {

    private int calls;

    Idle(LuaRuntime lua) {
      super(lua, "idle");
    }

    @Override
    protected Varargs run(Varargs args) {
      calls++;
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CALL_MILLIS);
      while (System.nanoTime() - end < 0) {
        Thread.onSpinWait();
      }
      return NONE;
    }
  }

  private static Idle callAgainAndAgain(LuaRuntime lua, Limits limits) {
    Idle idle = new Idle(lua);
    Table globals = new Table();
    globals.rawset("idle", idle);
    byte[] source = "while true do idle() end".getBytes(UTF_8);
    Closure script = lua.instantiate(lua.compile(source, "=script"), globals);
    lua.begin(limits, false);
    try {
      assertThatThrownBy(script::call).isInstanceOf(ScriptStopped.class);
    } finally {
      lua.end();
    }
    return idle;
  }

  @Test
  void deadline_letsTheNextInstructionLook() {
    Limits limits =
        new Limits(
            TimeUnit.MILLISECONDS.toNanos(DEADLINE_MILLIS),
            Limits.UNLIMITED,
            Limits.UNLIMITED,
            Limits.MAX_STACK,
            Limits.UNLIMITED);

    Idle idle = callAgainAndAgain(new LuaRuntime(Level.LUA_5_2), limits);

    // Between two looks of its own the loop would call it some two thousand times.
    assertThat(idle.calls).isLessThan(500);
  }

  @Test
  void instructions_areCountedAlikeAfterADeadline() {
    LuaRuntime lua = new LuaRuntime(Level.LUA_5_2);
    Limits few =
        new Limits(Limits.UNLIMITED, 300, Limits.UNLIMITED, Limits.MAX_STACK, Limits.UNLIMITED);
    int before = callAgainAndAgain(lua, few).calls;
    Limits late =
        new Limits(
            TimeUnit.MILLISECONDS.toNanos(1),
            Limits.UNLIMITED,
            Limits.UNLIMITED,
            Limits.MAX_STACK,
            Limits.UNLIMITED);
    callAgainAndAgain(lua, late);

    assertThat(callAgainAndAgain(lua, few).calls).isEqualTo(before);
  }
}
