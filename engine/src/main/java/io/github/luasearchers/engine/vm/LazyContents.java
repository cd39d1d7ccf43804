package io.github.luasearchers.engine.vm;

/**
 * The contents of a table that is filled when it is first used. A script uses few libraries, and
 * opening one costs time and loads classes, so their tables stay empty until then.
 */
public interface LazyContents {

  /** Puts the contents into their table. Runs no Lua code. */
  void fill(Table table);
}
