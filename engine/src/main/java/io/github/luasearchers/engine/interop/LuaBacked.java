package io.github.luasearchers.engine.interop;

import org.luaj.vm2.LuaValue;

/**
 * A Java object that stands for a Lua value, and is converted back to that value in its own
 * universe.
 */
interface LuaBacked {

  JavaBridge bridge();

  LuaValue value();
}
