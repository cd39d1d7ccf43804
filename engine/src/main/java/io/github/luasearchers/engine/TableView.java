package io.github.luasearchers.engine;

import java.util.List;
import java.util.Map;

/**
 * A Lua table as Java sees it: a {@code List} if its keys are 1, 2, ... n, with at least one, and a
 * {@code Map} otherwise. Either is a live view of the table itself, read and written without
 * metamethods, and given back to Lua it is the same table again. It is no copy, so what changes the
 * table while Java walks over it is as wrong as it is for Java's own collections. Any thread may
 * use it: each single call waits until no other thread runs a script of the engine.
 *
 * <p>Views equal each other, and Java's lists and maps, as these do. Tables that contain themselves
 * are equal if no way through one of them tells it from the other; as Java's collections have no
 * hash code then, all such views have the same.
 *
 * <p>An interrupt while a call waits is an {@code IllegalStateException} with an {@code
 * InterruptedException} as its cause; the thread's flag stays set. Views can be used after their
 * engine was closed.
 *
 * @since 0.1.0
 */
public interface TableView {

  /**
   * Returns the table as a list of what is at 1, 2, and so on; empty if nothing is at 1. Never
   * waits.
   */
  List<Object> asList();

  /** Returns the table as a map of all that is in it. Never waits. */
  Map<Object, Object> asMap();

  /**
   * Returns a copy of the table and of all tables in it, for a host to keep, to change or to
   * serialize: {@code ArrayList}s and {@code LinkedHashMap}s all the way down. A table that several
   * others contain is copied once; one that contains itself has a copy that does so, for which
   * Java's collections have no hash code. Functions and Java objects are not copied.
   *
   * @return a {@code List} if this is one, else a {@code Map}
   * @throws IllegalArgumentException if a table is a key: that is another key than any other table,
   *     equal ones included, which no such map can tell
   * @throws IllegalStateException if the thread is interrupted while it waits
   */
  Object copy();
}
