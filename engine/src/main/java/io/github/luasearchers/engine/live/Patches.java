package io.github.luasearchers.engine.live;

import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaValue;

/** The modules that get new code in place, during one reload. */
final class Patches {

  private final List<String> names = new ArrayList<>();

  Patches(Live live, Before before, List<String> notes) {}

  List<String> names() {
    return names;
  }

  boolean apply(String module, LuaValue fresh) {
    return false;
  }

  void undo() {}
}
