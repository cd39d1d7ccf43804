package io.github.luasearchers.engine.require;

/** Is told when modules' loaders begin and end, as long as a reload lasts. */
public interface LoadHook {

  /** A module's loader is about to run. */
  void begin(ModuleRecord record);

  /** It has returned, or failed. */
  void end(ModuleRecord record);
}
