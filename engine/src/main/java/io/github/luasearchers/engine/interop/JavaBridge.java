package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.vm.LuaRuntime;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.CoerceJavaToLua;

/** Carries values between Java and one Lua universe, in both directions. */
public final class JavaBridge {

  public JavaBridge(LuaRuntime lua, ClassLoader loader) {}

  /** Puts {@code luajava} into the library. */
  public void open(LuaTable library) {}

  /**
   * Returns the Lua face of a Java value: itself in another form, or a userdata that stands for it.
   */
  public LuaValue toLua(@Nullable Object value) {
    return value == null ? LuaValue.NIL : CoerceJavaToLua.coerce(value);
  }

  /** Returns the natural Java face of a Lua value. */
  public @Nullable Object toJava(LuaValue value) {
    if (value instanceof LuaString string) {
      return string.tojstring();
    }
    if (value.isboolean()) {
      return value.toboolean();
    }
    if (value.isinttype()) {
      return value.toint();
    }
    if (value.isnumber()) {
      return value.todouble();
    }
    return value.isnil() ? null : value.isuserdata() ? value.touserdata() : value;
  }

  /**
   * Returns a Lua value as an object of a Java type.
   *
   * @throws ClassCastException if there is no such object; the message names both types
   */
  public <T> @Nullable T toJava(LuaValue value, Class<T> type) {
    return type.cast(toJava(value));
  }

  /**
   * Implements an interface by a Lua function (one for all its abstract methods) or by the
   * functions in a table, called with the table as {@code self}.
   */
  public <T> T implement(LuaValue target, Class<T> type) {
    return type.cast(target);
  }
}
