package io.github.luasearchers.engine.vm;

import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/**
 * A userdata that tells {@code object:name()} from {@code object.name}: its data may have the same
 * name as one of its methods, as in Java's records and as the keys of maps may.
 */
public abstract class HostObject extends LuaUserdata {

  protected HostObject(Object instance, LuaValue metatable) {
    super(instance, metatable);
  }

  /**
   * Returns what {@code object:name()} calls, or nil. Without this the call would go through {@code
   * __index}.
   */
  public abstract LuaValue methodNamed(LuaValue name);
}
