package io.github.luasearchers.engine.vm;

import org.luaj.vm2.LuaTable;

/** Another universe of the same settings, which code of a first one has made. */
public interface Sibling extends AutoCloseable {

  /** Returns its runtime, whose globals are empty. */
  LuaRuntime lua();

  /** Returns the standard library, which is not in the globals. */
  LuaTable library();

  /** Runs its finalizers, and releases what it holds. */
  @Override
  void close();
}
