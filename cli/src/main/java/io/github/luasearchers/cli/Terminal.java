package io.github.luasearchers.cli;

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

  private static RuntimeException rethrown(@Nullable Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException e ? e : new IllegalStateException(thrown);
  }
}
