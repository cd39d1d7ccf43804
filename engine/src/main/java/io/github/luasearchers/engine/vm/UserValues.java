package io.github.luasearchers.engine.vm;

import org.luaj.vm2.LuaValue;

/** A userdata with user values of its own: one before Lua 5.4, any number since. */
public interface UserValues {

  /** Returns how many there are. */
  int valueCount();

  /** Returns one of them, the first being 1. */
  LuaValue value(int number);

  /** Sets one of them. */
  void setValue(int number, LuaValue value);
}
