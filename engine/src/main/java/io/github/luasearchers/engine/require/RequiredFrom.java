package io.github.luasearchers.engine.require;

/**
 * Says in an error's detail from where the module was required that was loading when the error
 * occurred. One for each module, the innermost first, among the error's suppressed exceptions.
 */
final class RequiredFrom extends RuntimeException {

  private static final long serialVersionUID = 1;

  RequiredFrom(String place) {
    super("required from " + place, null, false, false);
  }
}
