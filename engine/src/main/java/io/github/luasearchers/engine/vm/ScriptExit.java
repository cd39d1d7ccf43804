package io.github.luasearchers.engine.vm;

/**
 * Ends a script that called {@code os.exit}. It is not a Lua error, so nothing in the script
 * catches it; the caller of the script decides what it means to the process.
 */
public final class ScriptExit extends Error {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final boolean close;

  public ScriptExit(int status, boolean close) {
    super("os.exit(" + status + ")", null, false, false);
    this.status = status;
    this.close = close;
  }

  /** Returns the status that the process would end with: 0 for success. */
  public int status() {
    return status;
  }

  /** Tells whether the script asked to close its universe first. */
  public boolean close() {
    return close;
  }
}
