package io.github.luasearchers.engine.require;

import org.luaj.vm2.LuaError;

/**
 * Says in an error's detail from where the module was required that was loading when the error
 * occurred. One for each module, the innermost first, among the error's suppressed exceptions.
 */
final class RequiredFrom extends RuntimeException {

  private static final long serialVersionUID = 1;

  private RequiredFrom(String place) {
    super("required from " + place, null, false, false);
  }

  /** Tells an error from where a module was required. */
  static void tell(LuaError error, String place) {
    error.addSuppressed(new RequiredFrom(place));
  }
}
