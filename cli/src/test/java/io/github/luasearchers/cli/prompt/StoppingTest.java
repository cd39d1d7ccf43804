package io.github.luasearchers.cli.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StoppingTest {

  /** Gives lines, and has another thread press Ctrl-C as soon as the running one says so. */
  private static final class Typed implements Lines {

    private final Queue<String> lines;
    private final StringBuilder out = new StringBuilder();
    private Runnable onInterrupt = () -> {};

    Typed(List<String> lines) {
      this.lines = new ArrayDeque<>(lines);
    }

    @Override
    public @Nullable String read(String prompt, String more, Predicate<String> isIncomplete) {
      return lines.poll();
    }

    @Override
    public void write(String text) {
      out.append(text);
    }

    @Override
    public int width() {
      return 80;
    }

    @Override
    public void onInterrupt(Runnable action) {
      onInterrupt = action;
    }

    /** For scripts: another thread presses Ctrl-C from now on, this many times. */
    public void press(int times) throws InterruptedException {
      CountDownLatch begun = new CountDownLatch(1);
      Thread other =
          new Thread(
              () -> {
                begun.countDown();
                for (int i = 0; i < times; i++) {
                  onInterrupt.run();
                }
              });
      other.start();
      begun.await();
    }
  }

  private static String says(String... lines) throws Exception {
    Typed typed = new Typed(List.of(lines));
    try (LuaScriptEngine engine = LuaScriptEngine.builder().build()) {
      engine.put("press", (IntConsumer) times -> pressed(typed, times));
      new Prompt(Universe.of(engine), typed, Style.NONE, false).run("");
    }
    return typed.out.toString();
  }

  private static void pressed(Typed typed, int times) {
    try {
      typed.press(times);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // has come already
    }
  }

  @Test
  void loop_isStopped_andTheSessionGoesOn() throws Exception {
    assertThat(says("x = 1", "press(1) while true do end", "x + 1"))
        .contains("interrupted!")
        .contains("_1 = 2");
  }

  @Test
  void loopInCoroutine_isStopped() throws Exception {
    assertThat(says("coroutine.wrap(function() press(1) while true do end end)()", "2"))
        .contains("interrupted!")
        .contains("_1 = 2");
  }

  @Test
  void programThatCatchesIt_isStoppedByTheSecond() throws Exception {
    assertThat(says("press(2) while true do pcall(function() while true do end end) end", "2"))
        .contains("interrupted!")
        .contains("_1 = 2");
  }

  @Test
  void waitingJavaCode_isWoken() throws Exception {
    assertThat(says("press(1) luajava.bindClass('java.lang.Thread').sleep(100000)", "2"))
        .contains("interrupted!")
        .contains("_1 = 2");
  }

  @Test
  void pressedWhileNothingRuns_doesNothing() throws Exception {
    Typed typed = new Typed(List.of("1"));
    try (LuaScriptEngine engine = LuaScriptEngine.builder().build()) {
      Prompt prompt = new Prompt(Universe.of(engine), typed, Style.NONE, false);
      typed.onInterrupt.run();
      prompt.run("");
    }
    assertThat(typed.out).contains("_1 = 1");
  }
}
