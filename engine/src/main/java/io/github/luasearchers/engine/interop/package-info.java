/** Java values in Lua and Lua values in Java. */
@NullMarked
package io.github.luasearchers.engine.interop;

import org.jspecify.annotations.NullMarked;
