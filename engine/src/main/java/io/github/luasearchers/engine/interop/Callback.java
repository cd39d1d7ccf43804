package io.github.luasearchers.engine.interop;

import org.jspecify.annotations.Nullable;

/**
 * What Lua does when Java calls back, from the conversion of the arguments to that of the result.
 */
public interface Callback {

  @Nullable Object run();
}
