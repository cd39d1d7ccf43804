package io.github.luasearchers.engine.interop;

import java.util.List;
import java.util.Map;

/**
 * A Lua table as Java sees it: a {@code List} if its keys are 1, 2, ... n, with at least one, and a
 * {@code Map} otherwise. Either is a live view of the table itself, read and written without
 * metamethods, and given back to Lua it is the same table again. It is no copy, so what changes the
 * table while Java walks over it is as wrong as it is for Java's own collections. Any thread may
 * use it: each single call waits until no other thread runs a script of the engine.
 */
public interface TableView {

  /** Returns the table as a list of what is at 1, 2, and so on. */
  List<Object> asList();

  /** Returns the table as a map of all that is in it. */
  Map<Object, Object> asMap();
}
