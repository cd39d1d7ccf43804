package io.github.luasearchers.engine.require;

/** The values of {@code lua.reload}: whether modules can be loaded anew while their users run. */
public enum ReloadMode {
  /** They can't; nothing is kept for it. */
  OFF,
  /** When somebody says so. */
  MANUAL,
  /** Also when what they were loaded from has changed. */
  WATCH
}
