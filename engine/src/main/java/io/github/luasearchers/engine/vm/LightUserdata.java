package io.github.luasearchers.engine.vm;

import org.luaj.vm2.LuaUserdata;

/** A value that stands for itself, as addresses do in C: two of one object are equal. */
public final class LightUserdata extends LuaUserdata {

  public LightUserdata(Object object) {
    super(object);
  }
}
