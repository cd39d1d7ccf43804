/** Lua's standard library, one file per part. */
@NullMarked
package io.github.luasearchers.engine.lib;

import org.jspecify.annotations.NullMarked;
