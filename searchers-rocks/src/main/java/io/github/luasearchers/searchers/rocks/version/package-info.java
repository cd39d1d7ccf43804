/** Versions of rocks, and what dependencies say of them, in LuaRocks' order and notation. */
@NullMarked
package io.github.luasearchers.searchers.rocks.version;

import org.jspecify.annotations.NullMarked;
