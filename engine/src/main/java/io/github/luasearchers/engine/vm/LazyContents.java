package io.github.luasearchers.engine.vm;

/**
 * What a table will hold. A script uses few libraries, and to open one costs time and classes, so
 * their tables stay empty until somebody looks.
 */
public interface LazyContents {

  /** Puts the contents into their table. Runs no Lua. */
  void fill(Table table);
}
