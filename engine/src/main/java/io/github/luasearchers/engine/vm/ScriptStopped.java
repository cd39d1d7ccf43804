package io.github.luasearchers.engine.vm;

/**
 * Ends a script from outside. No {@code pcall} catches it, nor does anything else that a script can
 * do.
 */
public final class ScriptStopped extends Error {

  private static final long serialVersionUID = 1L;

  public ScriptStopped(String reason) {
    super(reason);
  }
}
