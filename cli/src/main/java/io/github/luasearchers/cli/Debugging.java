package io.github.luasearchers.cli;

import io.github.luasearchers.cli.debug.DebugServer;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;

/** A run under a debugger: {@code --debug}. What the script writes goes to the editor. */
final class Debugging implements Session.Work {

  /** Stands for the standard streams instead of a port. */
  static final int STANDARD_STREAMS = -1;

  private final Streams streams;
  private final int port;
  private @Nullable DebugServer server;
  private @Nullable IOException failure;

  private Debugging(Streams streams, int port) {
    this.streams = streams;
    this.port = port;
  }

  /**
   * Waits for an editor, and until it has set its breakpoints.
   *
   * @throws IOException if the port can't be had
   * @throws ScriptException as {@link Session#within}
   */
  static Debugging start(Session session, int port) throws IOException, ScriptException {
    Debugging debugging = new Debugging(session.streams(), port);
    session.within(debugging);
    if (debugging.failure != null) {
      throw debugging.failure;
    }
    try {
      debugging.server().awaitEditor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return debugging;
  }

  @Override
  public void run(LuaRuntime lua) {
    try {
      DebugServer started;
      if (port == STANDARD_STREAMS) {
        started = DebugServer.start(lua, streams.in(), streams.out());
        lua.STDIN = InputStream.nullInputStream();
      } else {
        started = DebugServer.listen(lua, port, streams.err());
      }
      server = started;
      lua.setStreams(started.output(), started.errorOutput());
    } catch (IOException e) {
      failure = e;
    }
  }

  private DebugServer server() {
    @Nullable DebugServer started = server;
    if (started == null) {
      throw new IllegalStateException("not started");
    }
    return started;
  }

  /** Returns where the command's own messages go. */
  PrintStream messages() {
    return server().errorOutput();
  }

  /** Tells the editor that all has ended. */
  void end(int status) {
    server().end(status);
  }
}
