package io.github.luasearchers.cli;

import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** The way to the prompt for terminals, whose line editor is loaded only when it is wanted. */
final class Terminal {

  private static final String PROMPT = "io.github.luasearchers.cli.prompt.Terminals";

  private Terminal() {}

  /**
   * Runs the prompt.
   *
   * @return the exit status; null if there is no line editor on the class path
   */
  static @Nullable Integer prompt(Session session) {
    try {
      return (Integer) Class.forName(PROMPT).getMethod("run", Session.class).invoke(null, session);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof NoClassDefFoundError) {
        return null;
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
