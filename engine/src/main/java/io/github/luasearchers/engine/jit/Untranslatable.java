package io.github.luasearchers.engine.jit;

/** A function can't be translated: the loop goes on to execute it. */
final class Untranslatable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Untranslatable(String reason) {
    super(reason);
  }
}
