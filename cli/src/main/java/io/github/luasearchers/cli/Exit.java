package io.github.luasearchers.cli;

/** Says that the command is to end, because the script has called {@code os.exit}. */
public final class Exit extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final boolean close;

  Exit(int status, boolean close) {
    super("os.exit(" + status + ")", null, false, false);
    this.status = status;
    this.close = close;
  }

  /** Returns the status that the script has given. */
  public int status() {
    return status;
  }

  /** Tells whether the script wants its universe to be closed first. */
  public boolean close() {
    return close;
  }
}
