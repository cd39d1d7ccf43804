package io.github.luasearchers.engine.require;

/**
 * The values of {@code lua.trace}: which calls of {@code require} are written to the error writer.
 */
enum TraceMode {
  OFF,
  /** Those that load a module. */
  ON,
  /** Also those for what is loaded already. */
  ALL
}
