package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.lib.Addresses;
import io.github.luasearchers.engine.vm.LightUserdata;
import org.luaj.vm2.LuaValue;

/** The numbers by which C tells objects of Java's apart: those that {@code tostring} shows. */
final class Identities {

  private static final int RADIX = 16;

  private Identities() {}

  static long of(LuaValue value) {
    return of(Addresses.of(value));
  }

  /** Returns the number of an object that is no value. */
  static long ofObject(Object object) {
    return of(new LightUserdata(object));
  }

  private static long of(String text) {
    return text.startsWith("0x") ? Long.parseLong(text.substring(2), RADIX) : 0;
  }
}
