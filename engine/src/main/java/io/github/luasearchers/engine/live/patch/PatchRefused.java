package io.github.luasearchers.engine.live.patch;

/** Says why a module can only be replaced. Nothing has changed. */
public final class PatchRefused extends Exception {

  private static final long serialVersionUID = 1;

  PatchRefused(String reason) {
    super(reason);
  }

  /** Returns the reason, such as {@code its value is a function}. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
