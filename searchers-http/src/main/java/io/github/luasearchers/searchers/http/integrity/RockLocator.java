package io.github.luasearchers.searchers.http.integrity;

import java.io.IOException;
import java.util.Collection;
import java.util.SortedMap;

/**
 * Tells what the servers have of rocks now, ignoring the lock file. The rocks searcher implements
 * it for the tools that write lock files.
 */
public interface RockLocator {

  /** Tells whether a name is that of a rock which may be taken, locked or not. */
  boolean isAllowed(String name);

  /**
   * Returns the entries of rocks and of all that they need, by their {@linkplain LockFile#rock
   * keys}.
   *
   * @throws IOException if a rock can't be had, or no versions fit each other
   */
  SortedMap<String, LockEntry> locate(Collection<String> rocks) throws IOException;
}
