package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.value.Numbers;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.Arrays;
import java.util.List;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The function {@code collectgarbage}. The JVM's collector takes no orders but the one to collect;
 * the parameters are kept, so that a script reads what it wrote.
 */
final class CollectGarbage extends LibraryFunction {

  private static final List<String> LUA_5_2 =
      Arrays.asList(
          "stop",
          "restart",
          "collect",
          "count",
          "step",
          "setpause",
          "setstepmul",
          "isrunning",
          "setmajorinc",
          "generational",
          "incremental");
  private static final List<String> LUA_5_3 = LUA_5_2.subList(0, 8);
  private static final List<String> LUA_5_4 =
      Arrays.asList(
          "stop",
          "restart",
          "collect",
          "count",
          "step",
          "setpause",
          "setstepmul",
          "isrunning",
          "generational",
          "incremental");

  /** What a step works through at least, in bytes, as in PUC. */
  private static final long LEAST_STEP = 1600;

  /** The least multiplier that Lua 5.3 takes. */
  private static final int LEAST_MULTIPLIER = 40;

  /** The longest way through the memory that steps have to take, in bytes. */
  private static final long LONGEST_CYCLE = 1 << 26;

  /** Whether the JVM's collector is left alone: it stops all engines, not only this one. */
  private final boolean sandbox;

  private final MemoryCount memory = new MemoryCount();
  private boolean stopped;
  private int pause = 200;
  private int stepMultiplier;
  private int majorIncrement = 200;
  private String mode = "incremental";

  /** How much of the memory steps have yet to work through, 0 where none has begun. */
  private long ahead;

  CollectGarbage(LuaRuntime lua, boolean sandbox) {
    super(lua, "collectgarbage");
    this.sandbox = sandbox;
    lua.finalizers().letCollect(!sandbox);
    stepMultiplier = level54 ? 100 : 200;
  }

  @Override
  protected boolean needsFrames() {
    return true;
  }

  @Override
  protected Varargs run(Varargs args) {
    String option = option(args);
    boolean takesValue = !level54 || option.equals("step") || option.startsWith("set");
    int value = takesValue ? (int) optInt(args, 2, 0) : 0;
    if (level54 && lua.finalizers().isInside()) {
      checkNumbers(option, args);
      return NIL; // the collector does not take orders in the middle of its work
    }
    return switch (option) {
      case "collect" -> collect();
      case "count" -> count();
      case "step" -> valueOf(step(value));
      case "isrunning" -> valueOf(!stopped);
      case "stop", "restart" -> stop(option.equals("stop"));
      case "generational", "incremental" -> changeMode(option, args);
      default -> exchange(option, value);
    };
  }

  private String option(Varargs args) {
    List<String> options = !level53 ? LUA_5_2 : !level54 ? LUA_5_3 : LUA_5_4;
    return options.get(checkOption(args, 1, "collect", options));
  }

  private Varargs collect() {
    ahead = 0;
    if (!sandbox) {
      memory.collected(lua.collectGarbage());
    }
    return LuaInteger.valueOf(0);
  }

  private Varargs stop(boolean stop) {
    stopped = stop;
    memory.stop(stop);
    lua.finalizers().hold(stop);
    return LuaInteger.valueOf(0);
  }

  /** Works through as many kilobytes; the step that comes to the end collects. */
  private boolean step(long size) {
    if (ahead == 0) {
      ahead = Math.min(memory.bytes(), LONGEST_CYCLE);
    }
    ahead -= Math.min(Math.max(size, 0), LONGEST_CYCLE) * 1024 + LEAST_STEP;
    if (ahead > 0) {
      return false;
    }
    collect();
    return true;
  }

  private Varargs count() {
    long bytes = memory.bytes();
    LuaValue kilobytes = Numbers.of(bytes / 1024.0);
    return level53 ? kilobytes : varargsOf(kilobytes, LuaInteger.valueOf((int) (bytes % 1024)));
  }

  private Varargs changeMode(String newMode, Varargs args) {
    String previous = mode;
    mode = newMode;
    if (level54) {
      checkNumbers(newMode, args);
      int first = (int) optInteger(args, 2, 0);
      int second = (int) optInteger(args, 3, 0);
      if (newMode.equals("incremental")) {
        pause = first == 0 ? pause : stored(first);
        stepMultiplier = second == 0 ? stepMultiplier : stored(second);
      }
    }
    return level54 ? LuaString.valueOf(previous) : LuaInteger.valueOf(0);
  }

  /** Checks the numbers that a mode of the collector takes. */
  private void checkNumbers(String option, Varargs args) {
    boolean incremental = option.equals("incremental");
    int last = incremental ? 4 : option.equals("generational") ? 3 : 0; // 4: the size of a step
    for (int i = 2; i <= last; i++) {
      optInteger(args, i, 0);
    }
  }

  private Varargs exchange(String parameter, int value) {
    int previous;
    switch (parameter) {
      case "setpause" -> {
        previous = pause;
        pause = stored(value);
      }
      case "setstepmul" -> {
        previous = stepMultiplier;
        stepMultiplier = level53 && !level54 ? Math.max(value, LEAST_MULTIPLIER) : stored(value);
      }
      default -> {
        previous = majorIncrement;
        majorIncrement = value;
      }
    }
    return LuaInteger.valueOf(previous);
  }

  /** Returns what a script reads of a parameter. Lua 5.4 has a byte for a quarter of it. */
  private int stored(int value) {
    return level54 ? (value / 4 & 0xff) * 4 : value;
  }
}
