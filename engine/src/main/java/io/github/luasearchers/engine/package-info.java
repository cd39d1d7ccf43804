/** Lua as a {@code javax.script} engine. */
@NullMarked
package io.github.luasearchers.engine;

import org.jspecify.annotations.NullMarked;
