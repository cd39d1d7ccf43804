/** Lua's package library: {@code require}, {@code package} and Lua's own four searchers. */
@NullMarked
package io.github.luasearchers.engine.require;

import org.jspecify.annotations.NullMarked;
