package io.github.luasearchers.engine.interop;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * How a call from Java enters Lua: through an interface that a Lua function implements, or through
 * a {@link LuaCallable}. An engine puts its own in to set up what the code it calls may expect.
 */
public interface Caller {

  Varargs call(LuaValue function, Varargs args);
}
