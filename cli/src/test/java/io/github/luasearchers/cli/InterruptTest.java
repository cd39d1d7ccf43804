package io.github.luasearchers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.testing.Program;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Ctrl-C does to real processes. */
final class InterruptTest {

  /** What a process's status is in Java when a signal has ended it. */
  private static final int BY_SIGNAL = 128;

  private static final int SIGINT = 2;
  private static final int MOST_SECONDS = 60;
  private static final String LOOP = "print 'ready' while true do end";

  @TempDir private Path temp;

  /** A command that runs, and has said {@code ready}. */
  private final class Running implements AutoCloseable {

    private final Process process;
    private final BufferedReader lines;

    Running(String... args) throws Exception {
      List<String> command = new ArrayList<>();
      // A process in the background of a shell has inherited that it ignores the signal.
      command.addAll(List.of(Program.need("env", "coreutils"), "--default-signal=INT"));
      command.addAll(Child.java(Main.class, List.of(), args));
      process =
          new ProcessBuilder(command).directory(temp.toFile()).redirectErrorStream(true).start();
      lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      // What does not end must not hold up the test that reads from it.
      CompletableFuture.delayedExecutor(MOST_SECONDS, TimeUnit.SECONDS)
          .execute(process::destroyForcibly);
      await("ready");
    }

    void await(String line) throws Exception {
      assertThat(lines.readLine()).isEqualTo(line);
    }

    void interrupt() throws Exception {
      assertThat(signal()).isZero();
    }

    private int signal() throws Exception {
      String kill = Program.need("kill", "procps");
      return new ProcessBuilder(kill, "-INT", "" + process.pid()).start().waitFor();
    }

    /** Returns the rest of what it writes. */
    List<String> rest() throws Exception {
      List<String> rest = lines.lines().toList();
      assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
      return rest;
    }

    /** Interrupts it again and again: two signals that come at once are one. */
    void interruptToTheEnd() throws Exception {
      while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
        signal(); // fails if it has just ended
      }
    }

    int status() {
      return process.exitValue();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  @Test
  void loop_failsWithATraceback() throws Exception {
    try (Running lua = new Running("-e", "local function f() " + LOOP + " end f()")) {
      lua.interrupt();
      assertThat(lua.rest())
          .containsExactly(
              "lua: (command line):1: interrupted!",
              "stack traceback:",
              "\t(command line):1: in local 'f'",
              "\t(command line):1: in main chunk",
              "\t[C]: in ?");
      assertThat(lua.status()).isEqualTo(1);
    }
  }

  @Test
  void loop_inACoroutineFailsToo() throws Exception {
    try (Running lua = new Running("-e", "coroutine.wrap(function() " + LOOP + " end)()")) {
      lua.interrupt();
      assertThat(lua.rest()).first().asString().endsWith("interrupted!");
      assertThat(lua.status()).isEqualTo(1);
    }
  }

  @Test
  void javaThatWaits_isWoken() throws Exception {
    String sleep = "print 'ready' local t = luajava.bindClass('java.lang.Thread') t:sleep(1000000)";
    try (Running lua = new Running("-e", sleep)) {
      lua.interrupt();
      assertThat(lua.rest()).first().asString().isEqualTo("lua: (command line):1: interrupted!");
      assertThat(lua.status()).isEqualTo(1);
    }
  }

  @Test
  void pcall_catchesIt() throws Exception {
    String script = "print(pcall(function() " + LOOP + " end)) print 'goes on'";
    try (Running lua = new Running("-e", script)) {
      lua.interrupt();
      assertThat(lua.rest()).containsExactly("false\tinterrupted!", "goes on");
      assertThat(lua.status()).isZero();
    }
  }

  @Test
  void second_killsAtOnce() throws Exception {
    String script =
        "pcall(function() " + LOOP + " end) print 'caught' while true do pcall(error) end";
    try (Running lua = new Running("-e", script)) {
      lua.interrupt();
      lua.await("caught");
      lua.interruptToTheEnd();
      assertThat(lua.rest()).isEmpty();
      assertThat(lua.status()).isEqualTo(BY_SIGNAL + SIGINT);
    }
  }

  @Test
  void input_thatIsWaitedForEndsAtTheSecond() throws Exception {
    try (Running lua = new Running("-e", "print 'ready' io.read() print 'read'")) {
      lua.interruptToTheEnd();
      assertThat(lua.rest()).isEmpty();
      assertThat(lua.status()).isEqualTo(BY_SIGNAL + SIGINT);
    }
  }
}
