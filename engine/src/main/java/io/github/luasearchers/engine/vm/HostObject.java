package io.github.luasearchers.engine.vm;

import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/**
 * A userdata that tells {@code object:name()} from {@code object.name}. Its data may have the name
 * of one of its methods, as the components of Java's records have, and the keys of maps may.
 */
public abstract class HostObject extends LuaUserdata {

  protected HostObject(Object instance, LuaValue metatable) {
    super(instance, metatable);
  }

  /**
   * Returns what {@code object:name()} is to call, or nil. Without this it were {@code __index}.
   */
  public abstract LuaValue methodNamed(LuaValue name);
}
