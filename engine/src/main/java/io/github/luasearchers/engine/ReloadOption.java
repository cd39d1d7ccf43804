package io.github.luasearchers.engine;

/**
 * How a module is reloaded.
 *
 * @since 0.1.0
 */
public enum ReloadOption {
  /** Run its new text, and those who require it again: what {@code lua.reload.patch} leaves out. */
  REPLACE,
  /** Put its new code into its functions, which stay the same objects, as do its variables. */
  PATCH,
  /** Apply again what {@link LuaScriptEngine#patch} has done to it. */
  PATCHES_AGAIN
}
