package io.github.luasearchers.engine.require;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What {@code require} does, for the log: one line each. No script without modules loads it. */
final class RequireLog {

  private static final Logger LOG = System.getLogger("io.github.luasearchers.engine.require");

  private RequireLog() {}

  static boolean tellsOfSearches() {
    return LOG.isLoggable(Level.TRACE);
  }

  static boolean tellsOfLoads() {
    return LOG.isLoggable(Level.DEBUG);
  }

  static void search(SearchEvent event) {
    LOG.log(Level.TRACE, "LuaSearchers: " + event);
  }

  static void load(LoadEvent event) {
    LOG.log(Level.DEBUG, "LuaSearchers: " + event);
  }

  static void searchers(String line) {
    LOG.log(Level.DEBUG, "LuaSearchers: " + line);
  }
}
