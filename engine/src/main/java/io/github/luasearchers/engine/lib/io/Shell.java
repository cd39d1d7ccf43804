package io.github.luasearchers.engine.lib.io;

import io.github.luasearchers.engine.lib.FileNames;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * One command that the system's shell runs, for {@code os.execute} and {@code io.popen}.
 *
 * <p>Its input is that of the process. Its outputs are too, unless the host has given the script
 * other streams: then they go there.
 */
public final class Shell {

  private static final boolean WINDOWS = File.separatorChar == '\\';

  /** How often a waiting script asks whether it should stop, in milliseconds. */
  private static final int POLL_MILLIS = 10;

  /** What Java adds to the number of the signal that ended a process. */
  private static final int SIGNALLED = 128;

  private static final int LAST_SIGNAL = 64;

  private static final AtomicLong COUNT = new AtomicLong();

  private final LuaRuntime lua;
  private final Process process;

  /** Exists once the shell has exited by itself with a status that looks like a signal. */
  private final File exited;

  private Shell(LuaRuntime lua, Process process, File exited) {
    this.lua = lua;
    this.process = process;
    this.exited = exited;
  }

  /** Starts a command whose input or output the script wants to have, if it is a pipe. */
  static Shell start(LuaRuntime lua, LuaString command, Redirect input, Redirect output)
      throws IOException {
    File exited =
        new File(
            System.getProperty("java.io.tmpdir"),
            "lua_exit_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet());
    ProcessBuilder builder = new ProcessBuilder(line(FileNames.of(command), exited));
    builder.redirectInput(input).redirectOutput(output);
    builder.redirectError(lua.stderr() == System.err ? Redirect.INHERIT : Redirect.PIPE);
    lua.stdout().flush();
    return new Shell(lua, builder.start(), exited);
  }

  private static String[] line(String command, File exited) {
    if (WINDOWS) {
      return new String[] {"cmd.exe", "/c", command};
    }
    // Java shows an exit with 129 and a death by signal 1 as the same. This tells them apart.
    String watch = "trap 'test $? -le 128||: >\"" + exited + "\"' EXIT;";
    return new String[] {"sh", "-c", watch + command};
  }

  /** Runs a command to its end. */
  public static Varargs execute(LuaRuntime lua, LuaString command) throws IOException {
    boolean inherits = lua.stdout() == System.out;
    Shell shell =
        start(lua, command, Redirect.INHERIT, inherits ? Redirect.INHERIT : Redirect.PIPE);
    return shell.await(true);
  }

  InputStream output() {
    return process.getInputStream();
  }

  OutputStream input() {
    return process.getOutputStream();
  }

  /**
   * Waits for the command, and hands on what it says meanwhile ({@code luaL_execresult}).
   *
   * @param handsOn whether what it writes is the host's to have, and not the script's
   */
  Varargs await(boolean handsOn) throws IOException {
    boolean done = false;
    try {
      while (!done) {
        lua.checkpoint();
        done = hasEnded();
        if (handsOn) {
          handOn(process.getInputStream(), lua.stdout());
        }
        handOn(process.getErrorStream(), lua.stderr());
      }
    } finally {
      if (!done) {
        kill();
      }
    }
    return results(process.exitValue());
  }

  /** Waits a little, and tells whether the command has ended. */
  private boolean hasEnded() {
    try {
      return process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the next checkpoint stops the script
      return false;
    }
  }

  /** Stops the script, as a rule: else returns what it is to be told. */
  IOException interrupted(IOException e) {
    lua.afterFailure(e);
    return e;
  }

  /** Ends the command, and what it has started: else that would keep the pipe open. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static void handOn(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[8192];
    while (from.available() > 0) {
      int count = from.read(buffer, 0, Math.min(buffer.length, from.available()));
      if (count < 0) {
        return;
      }
      to.write(buffer, 0, count);
    }
  }

  private Varargs results(int status) {
    boolean byItself = exited.delete();
    boolean signal =
        !byItself && !WINDOWS && status > SIGNALLED && status <= SIGNALLED + LAST_SIGNAL;
    return LuaValue.varargsOf(
        status == 0 ? LuaValue.TRUE : LuaValue.NIL,
        LuaText.of(signal ? "signal" : "exit"),
        LuaInteger.valueOf(signal ? status - SIGNALLED : status));
  }
}
