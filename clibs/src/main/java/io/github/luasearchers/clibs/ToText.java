package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.lib.Addresses;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.Event;
import io.github.luasearchers.engine.vm.LuaRuntime;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code luaL_tolstring}. */
final class ToText {

  private ToText() {}

  static LuaValue of(LuaRuntime lua, LuaValue value) {
    LuaValue own = lua.metamethod(value, Event.TOSTRING.name);
    if (!own.isnil()) {
      return called(lua, own, value);
    }
    if (value instanceof LuaString || value instanceof LuaNumber) {
      return lua.text(value);
    }
    if (value.isnil() || value.isboolean()) {
      return LuaValue.valueOf(value.tojstring());
    }
    return LuaText.of(typeName(lua, value) + ": " + Addresses.of(value));
  }

  private static LuaValue called(LuaRuntime lua, LuaValue own, LuaValue value) {
    LuaValue text = lua.call(own, (Varargs) value).arg1();
    boolean numbers = !lua.level().atLeast(Level.LUA_5_4) || text instanceof LuaNumber;
    if (text instanceof LuaString || lua.level() == Level.LUA_5_2) {
      return text;
    }
    if (numbers && text instanceof LuaNumber) {
      return lua.text(text);
    }
    throw lua.error("'__tostring' must return a string", 1);
  }

  private static String typeName(LuaRuntime lua, LuaValue value) {
    return lua.level().hasIntegers() && lua.metamethod(value, Event.NAME.name) instanceof LuaString name
        ? LuaText.toJava(name)
        : value.typename();
  }
}
