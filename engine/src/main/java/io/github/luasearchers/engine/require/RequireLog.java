package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.flight.Logging;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * What {@code require} does, for the log: one line each.
 *
 * <p>The first logger of a JVM takes some 30 ms to make, longer than all else in a small program
 * that requires a few modules. So nobody asks for it until an engine has searched for some time,
 * unless the JVM was started {@linkplain Logging with a configuration} of its logging.
 */
final class RequireLog {

  /** So many searches of an engine are no small program any more. */
  static final int SMALL = 100;

  private int searches;

  /** Notes a search. */
  void count() {
    if (searches < SMALL) {
      searches++;
    }
  }

  private boolean isOpen() {
    return searches >= SMALL || Logging.isConfigured();
  }

  boolean tellsOfSearches() {
    return isOpen() && Log.LOG.isLoggable(Level.TRACE);
  }

  boolean tellsOfLoads() {
    return isOpen() && Log.LOG.isLoggable(Level.DEBUG);
  }

  void search(SearchEvent event) {
    Log.LOG.log(Level.TRACE, "LuaSearchers: " + event);
  }

  void load(LoadEvent event) {
    Log.LOG.log(Level.DEBUG, "LuaSearchers: " + event);
  }

  static void searchers(String line) {
    Log.LOG.log(Level.DEBUG, "LuaSearchers: " + line);
  }

  /** Made when it is first asked for. */
  private static final class Log {
    static final Logger LOG = System.getLogger("io.github.luasearchers.engine.require");
  }
}
