package io.github.luasearchers.clibs;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * The types of userdata: names under which the registry has metatables. What a test finds is kept
 * in the userdata and told to C, which then need not ask again until the types are older.
 */
final class Types {

  private final Universe universe;
  private final List<LuaValue> names = new ArrayList<>();
  private final Map<LuaValue, Integer> numbers = new HashMap<>();

  /** The metatable that was last found to be harmless: most are those of many objects. */
  private @Nullable LuaTable harmless;

  Types(Universe universe) {
    this.universe = universe;
  }

  /** Returns the number of a name, the first being 1. */
  int number(LuaValue name) {
    return numbers.computeIfAbsent(
        name,
        each -> {
          names.add(each);
          return names.size();
        });
  }

  /** Tells C whether a userdata is of a type: its metatable is the registry's. */
  int test(State state, int at, int number) {
    LuaValue value = state.get(at);
    @Nullable LuaValue metatable = value.getmetatable();
    if (metatable == null || metatable != universe.registry().rawget(names.get(number - 1))) {
      return 0;
    }
    if (value instanceof NativeUserdata userdata) {
      userdata.type = number | (long) age() << Integer.SIZE;
      state.setType(at, userdata.type);
    }
    return 1;
  }

  /**
   * Tells whether a metatable can be held for objects that are gone. It can if the registry has it
   * anyway, or if all that it leads to are values that lead nowhere.
   */
  boolean isHarmless(LuaTable metatable) {
    if (metatable != harmless) {
      if (!isNamed(metatable) && !DeadEnds.is(metatable)) {
        return false;
      }
      harmless = metatable;
    }
    return true;
  }

  private boolean isNamed(LuaTable metatable) {
    for (LuaValue name : names) {
      if (universe.registry().rawget(name) == metatable) {
        return true;
      }
    }
    return false;
  }

  /** All that is known may be wrong now. */
  void forget() {
    ByteBuffer memory = universe.memory();
    if (!universe.isClosed()) {
      memory.putInt(Layout.TYPES_AGE, age() + 1);
    }
  }

  private int age() {
    return universe.memory().getInt(Layout.TYPES_AGE);
  }
}
