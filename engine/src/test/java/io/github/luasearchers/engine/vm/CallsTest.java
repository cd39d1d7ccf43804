package io.github.luasearchers.engine.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.value.ScriptStopped;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.OneArgFunction;

/** Calls between Lua and Java, and what ends them. */
final class CallsTest {

  private final Shell shell = new Shell();

  /** A function of the host that does something. */
  private abstract static class Host extends OneArgFunction {}

  /** Gives scripts a function of Java's that calls the one it gets. */
  private void setThrough() {
    shell.set(
        "through",
        new Host() {
          @Override
          public LuaValue call(LuaValue function) {
            return function.call();
          }
        });
  }

  @Test
  void javaCall_nestsUntilPucsLimit() {
    setThrough();
    assertThat(
            shell.eval(
                "local n = 0 local function f() n = n + 1 return through(f) end"
                    + " local ok, message = pcall(f) return n .. ' ' .. message"))
        .isEqualTo("198 C stack overflow");
    assertThat(shell.eval("return through(function() return 'still works' end)"))
        .isEqualTo("still works");
  }

  @Test
  void uncallableValue_hasNoNameWhereABuiltinCallsIt() {
    assertThat(shell.eval("local x = 5 return select(2, pcall(x))"))
        .isEqualTo("attempt to call a number value");
    assertThat(shell.eval("local x return select(2, xpcall(x, function(m) return m end))"))
        .isEqualTo("attempt to call a nil value");
    assertThat(shell.eval("local x = 5 return select(2, pcall(function() x() end))"))
        .isEqualTo("code:1: attempt to call upvalue 'x' (a number value)");
  }

  @Test
  void handler_hasAFrameOfItsOwnWhereCallsNestTooDeep() {
    setThrough();
    assertThat(
            shell.eval(
                "local function f() return through(f) end"
                    + " local function handler(m)"
                    + "   return m .. through(function() return ', handled' end) end"
                    + " local ok, m = xpcall(f, handler)"
                    + " return m .. tostring(through(function() return ', works' end))"))
        .isEqualTo("C stack overflow, handled, works");
  }

  @Test
  void deepRecursion_endsOnASmallThread() throws InterruptedException {
    String[] answer = new String[1];
    Thread small =
        new Thread(
            null,
            new Runnable() {
              @Override
              public void run() {
                answer[0] =
                    shell.eval(
                        "local function f() return 1 + f() end local ok, m = pcall(f) return m");
              }
            },
            "small",
            256 * 1024);
    small.start();
    small.join();
    assertThat(answer[0]).isEqualTo("code:1: stack overflow");
  }

  @Test
  void javaStackOverflow_isAnErrorThatPcallCatches() {
    shell.set(
        "endless",
        new Host() {
          @Override
          public LuaValue call(LuaValue value) {
            return call(value).isnil() ? NIL : TRUE;
          }
        });
    assertThat(shell.eval("local ok, m = pcall(endless) return m")).contains("C stack overflow");
  }

  @Test
  void lackOfMemory_isAnErrorThatPcallCatches() {
    shell.set(
        "hungry",
        new Host() {
          @Override
          public LuaValue call(LuaValue value) {
            throw new OutOfMemoryError();
          }
        });
    assertThat(shell.eval("local ok, m = pcall(hungry) return m")).isEqualTo("not enough memory");
  }

  @Test
  void javaException_isTheCauseOfTheError() {
    IllegalStateException cause = new IllegalStateException("broken");
    shell.set(
        "fail",
        new Host() {
          @Override
          public LuaValue call(LuaValue value) {
            throw cause;
          }
        });
    assertThatThrownBy(() -> shell.run("\nfail()"))
        .isInstanceOf(LuaError.class)
        .hasMessage("code:2: java.lang.IllegalStateException: broken")
        .hasCause(cause);
    assertThat(shell.eval("return select(2, pcall(fail))"))
        .isEqualTo("java.lang.IllegalStateException: broken");
  }

  @Test
  void luajError_getsAPositionUnlessItHasAValue() {
    shell.set(
        "message",
        new Host() {
          @Override
          public LuaValue call(LuaValue value) {
            throw new LuaError("wrong");
          }
        });
    shell.set(
        "value",
        new Host() {
          @Override
          public LuaValue call(LuaValue value) {
            throw new LuaError(value);
          }
        });
    assertThat(shell.eval("return select(2, pcall(function() message() end))"))
        .isEqualTo("code:1: wrong");
    assertThat(shell.eval("return select(2, pcall(function() value('as is') end))"))
        .isEqualTo("as is");
    assertThat(shell.eval("local t = {} return tostring(select(2, pcall(value, t)) == t)"))
        .isEqualTo("true");
  }

  @Test
  void error_passesThroughPcallAndLeavesTheUniverseInOrder() {
    shell.set(
        "die",
        new Host() {
          @Override
          public LuaValue call(LuaValue value) {
            throw new AssertionError("fatal");
          }
        });
    assertThatThrownBy(() -> shell.run("pcall(function() die() end)"))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> shell.run("coroutine.wrap(function() pcall(die) end)()"))
        .isInstanceOf(AssertionError.class);
    assertThat(shell.eval("return tostring(select(2, coroutine.running()))")).isEqualTo("true");
  }

  @Test
  void interrupt_stopsTheScriptInSpiteOfPcall() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> shell.run("while true do pcall(function() while true do end end) end"))
        .isInstanceOf(ScriptStopped.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void interrupt_stopsAScriptOfCallsOnly() {
    shell.run("function f() return f() end");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> shell.run("f()")).isInstanceOf(ScriptStopped.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void handler_seesTheErrorWhereItHappens() {
    assertThat(
            shell.eval(
                "local depth = 0\n"
                    + "local function f(n) if n == 0 then error({}) end f(n - 1) end\n"
                    + "return (select(2, xpcall(f, function(e) return type(e) end, 5)))"))
        .isEqualTo("table");
  }

  @Test
  void uncaughtError_hasATraceback() {
    LuaError error = null;
    try {
      shell.run("local function inner() error('x') end\nfunction outer()\n  inner()\nend outer()");
    } catch (LuaError e) {
      error = e;
    }
    assertThat(error).hasMessage("code:1: x");
    assertThat(LuaRuntime.traceback(error))
        .hasValue(
            "stack traceback:\n"
                + "\t[C]: in function 'error'\n"
                + "\tcode:1: in function 'inner'\n"
                + "\tcode:3: in function 'outer'\n"
                + "\tcode:4: in main chunk");
  }

  @Test
  void callFromJava_passesAndReturnsAnyNumber() {
    LuaValue function = shell.run("return function(...) return select('#', ...), ... end").arg1();
    assertThat(function.call().toint()).isZero();
    assertThat(function.call(LuaValue.ONE).toint()).isEqualTo(1);
    Varargs results =
        function.invoke(
            LuaValue.varargsOf(new LuaValue[] {LuaValue.ONE, LuaValue.NIL, LuaValue.TRUE}));
    assertThat(results.narg()).isEqualTo(4);
    assertThat(results.arg(4)).isEqualTo(LuaValue.TRUE);
    assertThat(shell.run("return").narg()).isZero();
  }
}
