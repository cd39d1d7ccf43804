package io.github.luasearchers.cli;

import io.github.luasearchers.engine.vm.LuaRuntime;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;

/** The way to the prompt for terminals, whose line editor is loaded only when it is wanted. */
final class Terminal {

  private static final String PROMPT = "io.github.luasearchers.cli.prompt.Terminals";

  private Terminal() {}

  /**
   * Runs the prompt.
   *
   * @return the exit status; null if there is no line editor, or none that can use the terminal
   */
  static @Nullable Integer prompt(Session session) throws ScriptException {
    try {
      return (Integer) Class.forName(PROMPT).getMethod("run", Session.class).invoke(null, session);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof ScriptException failure) {
        throw failure;
      }
      if (e.getCause() instanceof NoClassDefFoundError || e.getCause() instanceof IOException) {
        return null; // the editor's jar is missing, or this is a terminal that it can't use
      }
      throw rethrown(e.getCause());
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** Opens the prompt for {@code debug.debug}. */
  static final class DebugPrompt implements Runnable {

    private final Session session;
    private final LuaRuntime lua;

    DebugPrompt(Session session, LuaRuntime lua) {
      this.session = session;
      this.lua = lua;
    }

    @Override
    public void run() {
      try {
        Class.forName(PROMPT)
            .getMethod("debug", Session.class, LuaRuntime.class)
            .invoke(null, session, lua);
      } catch (InvocationTargetException e) {
        throw rethrown(e.getCause());
      } catch (ReflectiveOperationException e) {
        throw lua.javaError(e);
      }
    }
  }

  private static RuntimeException rethrown(@Nullable Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException e ? e : new IllegalStateException(thrown);
  }
}
