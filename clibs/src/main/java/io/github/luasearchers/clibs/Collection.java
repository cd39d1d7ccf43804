package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.vm.LuaRuntime;

/** {@code lua_gc}. The JVM's collector takes no orders; what C sets it reads again. */
final class Collection {

  private static final int STOP = 0;
  private static final int RESTART = 1;
  private static final int COLLECT = 2;
  private static final int COUNT = 3;
  private static final int COUNT_REST = 4;
  private static final int STEP = 5;
  private static final int SET_PAUSE = 6;
  private static final int SET_MULTIPLIER = 7;
  private static final int IS_RUNNING = 9;
  private static final int GENERATIONAL = 10;
  private static final int INCREMENTAL = 11;
  private static final int KILO = 10;
  private static final int PAUSE = 200;

  private final LuaRuntime lua;
  private final Universe universe;
  private boolean stopped;
  private int pause = PAUSE;
  private int multiplier;
  private int mode = INCREMENTAL;

  Collection(Universe universe) {
    this.universe = universe;
    this.lua = universe.lua;
    multiplier = lua.level().atLeast(Level.LUA_5_4) ? 100 : 200;
  }

  int control(int what, int data) {
    if (lua.level().atLeast(Level.LUA_5_4) && lua.finalizers().isInside()) {
      return -1; // the collector does not take orders in the middle of its work
    }
    switch (what) {
      case STOP, RESTART:
        stopped = what == STOP;
        lua.finalizers().hold(stopped);
        return 0;
      case COLLECT:
        universe.collect();
        return 0;
      case COUNT:
        return (int) (bytes() >> KILO);
      case COUNT_REST:
        return (int) (bytes() & (1 << KILO) - 1);
      case STEP:
        universe.collect();
        return 1;
      case IS_RUNNING:
        return stopped ? 0 : 1;
      default:
        return exchange(what, data);
    }
  }

  private static long bytes() {
    Runtime jvm = Runtime.getRuntime();
    return jvm.totalMemory() - jvm.freeMemory();
  }

  /** Returns what C reads of a parameter. Lua 5.4 has a byte for a quarter of it. */
  private int stored(int value) {
    return lua.level().atLeast(Level.LUA_5_4) ? (value / 4 & 0xff) * 4 : value;
  }

  private int exchange(int what, int data) {
    int before = -1;
    if (what == SET_PAUSE) {
      before = pause;
      pause = stored(data);
    } else if (what == SET_MULTIPLIER) {
      before = multiplier;
      multiplier = stored(data);
    } else if (what == GENERATIONAL || what == INCREMENTAL) {
      before = lua.level().atLeast(Level.LUA_5_4) ? mode : 0;
      mode = what;
    }
    return before;
  }
}
