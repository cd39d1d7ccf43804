package io.github.luasearchers.engine;

import java.lang.ref.Cleaner;

/** Closes the interpreter of an engine that nobody has closed, once nobody can reach it. */
final class Cleanup implements Runnable {

  private static final Cleaner CLEANER = Cleaner.create();

  private final Interpreter interpreter;

  private Cleanup(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /** Sees to it that an interpreter, which must not know its engine, is closed after that. */
  static Cleaner.Cleanable register(LuaScriptEngine engine, Interpreter interpreter) {
    return CLEANER.register(engine, new Cleanup(interpreter));
  }

  @Override
  public void run() {
    interpreter.close();
  }
}
