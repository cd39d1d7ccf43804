package io.github.luasearchers.clibs;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * The types of userdata: names under which the registry has metatables. C is told which names have
 * one; what a test finds is kept in the userdata and told to C. It then need not ask again until
 * the types are older.
 */
final class Types {

  private final Universe universe;
  private final List<LuaValue> names = new ArrayList<>();

  /** What the registry had under the names when it was last looked at, null for nothing. */
  private final List<@Nullable LuaTable> tables = new ArrayList<>();

  private final Map<LuaValue, Integer> numbers = new HashMap<>();

  /** The metatable that was last found to be harmless: most are those of many objects. */
  private @Nullable LuaTable harmless;

  Types(Universe universe) {
    this.universe = universe;
  }

  /**
   * Tells C the number of a name, the first being 1, and whether the registry has a table for it.
   */
  int number(State state, int at) {
    LuaValue name = state.get(at);
    @Nullable Integer known = numbers.get(name);
    int number = known == null ? add(name) : known;
    universe.setResult(find(number) ? 1L : 0L);
    return number;
  }

  private int add(LuaValue name) {
    names.add(name);
    tables.add(null);
    numbers.put(name, names.size());
    return names.size();
  }

  private boolean find(int number) {
    if (universe.registry().rawget(names.get(number - 1)) instanceof LuaTable table) {
      tables.set(number - 1, table);
      return true;
    }
    return false;
  }

  /**
   * Returns the table of a number. If a script has taken it out of the registry behind C's back, it
   * is the one that was there.
   */
  LuaTable table(int number) {
    find(number);
    return Objects.requireNonNull(tables.get(number - 1));
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
