/** Lua itself: the interpreter loop, calls, metamethods, errors, coroutines. */
@NullMarked
package io.github.luasearchers.engine.vm;

import org.jspecify.annotations.NullMarked;
