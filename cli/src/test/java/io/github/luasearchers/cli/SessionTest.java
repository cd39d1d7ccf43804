package io.github.luasearchers.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.script.ScriptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/** A universe as the prompts see it. */
final class SessionTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final LuaScriptEngine engine = LuaScriptEngine.builder().build();
  private final Interrupts interrupts = new Interrupts(false);
  private final Session session =
      new Session(
          engine,
          Level.LUA_5_4,
          new Streams(
              new ByteArrayInputStream(new byte[0]),
              new PrintStream(out, true),
              new PrintStream(out, true),
              false,
              false),
          false,
          interrupts);

  @AfterEach
  void close() {
    session.close();
  }

  private void run(String text) throws ScriptException {
    session.within(
        lua -> session.call(lua, session.load(lua, LuaText.encode(text), "=test"), LuaValue.NONE));
  }

  @Test
  void works_shareTheGlobalsWithTheEngine() throws Exception {
    engine.put("x", 6);
    run("x = x * 7");
    run("print(x)");
    assertThat(engine.get("x")).isEqualTo(42);
    assertThat(out).hasToString("42\n");
  }

  @Test
  void error_ofALoadIsIncompleteAtTheEnd() throws Exception {
    List<Boolean> incomplete = new ArrayList<>();
    session.within(
        lua -> {
          for (String text : new String[] {"for i = 1, 2 do", "x = = 1", "x = 'a\n'"}) {
            try {
              session.load(lua, LuaText.encode(text), "=stdin");
            } catch (LuaError e) {
              incomplete.add(Session.isIncomplete(e));
            }
          }
        });
    assertThat(incomplete).containsExactly(true, false, false);
  }

  @Test
  void exit_leavesTheSession() {
    assertThatThrownBy(() -> run("os.exit(7, true)"))
        .isInstanceOfSatisfying(
            Exit.class,
            exit -> {
              assertThat(exit.status()).isEqualTo(7);
              assertThat(exit.close()).isTrue();
            });
    assertThatThrownBy(() -> run("os.exit(false)"))
        .isInstanceOfSatisfying(
            Exit.class,
            exit -> {
              assertThat(exit.status()).isEqualTo(1);
              assertThat(exit.close()).isFalse();
            });
  }

  @Test
  void interrupt_failsWhatRunsAndNoMore() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    engine.put("ready", (Runnable) running::countDown);
    FutureTask<String> loop =
        new FutureTask<>(
            () -> {
              try {
                run("ready:run() while true do end");
                return "ended";
              } catch (ScriptException e) {
                return e.getMessage();
              }
            });
    Thread thread = new Thread(loop);
    thread.start();
    running.await();
    interrupts.interrupt();
    assertThat(loop.get(60, TimeUnit.SECONDS)).contains("interrupted!");
    run("print 'goes on'");
    assertThat(out).hasToString("goes on\n");
  }

  @Test
  void interrupt_withNothingRunningDoesNothing() throws Exception {
    interrupts.interrupt();
    run("print 'undisturbed'");
    assertThat(out).hasToString("undisturbed\n");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void otherThreads_haveTheirTurnBetweenWorks() throws Exception {
    run("function f() return 'answer' end");
    FutureTask<Object> call = new FutureTask<>(() -> engine.invokeFunction("f"));
    new Thread(call).start();
    assertThat(call.get(60, TimeUnit.SECONDS)).isEqualTo("answer");
  }
}
