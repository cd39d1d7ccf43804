package io.github.luasearchers.engine.interop;

import org.luaj.vm2.LuaValue;

/**
 * A Java object that stands for a Lua value, and becomes that value again in the Lua it is from.
 */
interface LuaBacked {

  JavaBridge bridge();

  LuaValue value();
}
