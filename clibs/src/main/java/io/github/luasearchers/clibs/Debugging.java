package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.vm.Activation;
import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.Closure;
import io.github.luasearchers.engine.vm.LuaRuntime;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** The crossings for what runs, and for upvalues. */
final class Debugging {

  // the slots that getInfo fills
  private static final int SOURCE = 0;
  private static final int SHORT_SOURCE = 1;
  private static final int NAME = 2;
  private static final int NAME_WHAT = 3;
  private static final int WHAT = 4;
  private static final int CURRENT_LINE = 5;
  private static final int LINE_DEFINED = 6;
  private static final int LAST_LINE = 7;
  private static final int UPVALUES = 8;
  private static final int PARAMETERS = 9;
  private static final int IS_VARARG = 10;
  private static final int IS_TAIL_CALL = 11;
  private static final int FIRST_TRANSFERRED = 12;
  private static final int TRANSFERRED = 13;
  private static final int FUNCTION = 14;
  private static final int LINES = 15;

  /** What {@code getInfo} is asked for besides the plain fields: a set of active lines. */
  private static final int WITH_LINES = 2;

  private Debugging() {}

  // ---- calls

  static int getStack(State state, int level) {
    @Nullable Activation call = Activation.at(state.thread, level + state.hidden());
    return call == null ? -1 : call.depth();
  }

  static int getInfo(State state, int call, int at, int what) {
    @Nullable Activation about = activation(state, call, at);
    if (about == null) {
      return 0;
    }
    state.set(at + FUNCTION, about.function());
    @Nullable LuaTable lines = (what & WITH_LINES) == 0 ? null : about.activeLines();
    state.set(at + LINES, lines == null ? LuaValue.NIL : lines);
    describe(state, about, at);
    return 1;
  }

  private static void describe(State state, Activation about, int at) {
    @Nullable LuaString name = about.name();
    state.set(at + SOURCE, about.source());
    state.set(at + SHORT_SOURCE, about.shortSource());
    state.set(at + NAME, name == null ? LuaValue.NIL : name);
    state.set(at + NAME_WHAT, LuaValue.valueOf(about.nameWhat()));
    state.set(at + WHAT, LuaValue.valueOf(about.what()));
    setInt(state, at + CURRENT_LINE, about.currentLine());
    setInt(state, at + LINE_DEFINED, about.lineDefined());
    setInt(state, at + LAST_LINE, about.lastLineDefined());
    setInt(state, at + UPVALUES, about.upvalueCount());
    setInt(state, at + PARAMETERS, about.parameterCount());
    state.set(at + IS_VARARG, LuaValue.valueOf(about.isVararg()));
    state.set(at + IS_TAIL_CALL, LuaValue.valueOf(about.isTailCall()));
    setInt(state, at + FIRST_TRANSFERRED, about.firstTransferred());
    setInt(state, at + TRANSFERRED, about.transferred());
  }

  private static void setInt(State state, int slot, int value) {
    state.set(slot, LuaValue.valueOf(value));
  }

  private static @Nullable Activation activation(State state, int call, int at) {
    if (call >= 0) {
      return Activation.atDepth(state.thread, call);
    }
    return Activation.of(state.universe.lua, (LuaFunction) state.get(at));
  }

  static int getLocal(State state, int call, int number, int at) {
    @Nullable Activation about = activation(state, call, at);
    @Nullable LuaString name = about == null ? null : about.localName(number);
    if (about == null || name == null) {
      return 0;
    }
    state.set(at, name);
    state.set(at + 1, call < 0 ? LuaValue.NIL : about.local(number));
    return 1;
  }

  static int setLocal(State state, int call, int number, int at) {
    @Nullable Activation about = Activation.atDepth(state.thread, call);
    @Nullable LuaString name = about == null ? null : about.localName(number);
    if (about == null || name == null) {
      return 0;
    }
    about.setLocal(number, state.get(at));
    state.set(at, name);
    return 1;
  }

  // ---- upvalues

  static int getUpvalue(State state, int function, int number, int at) {
    LuaValue value = state.get(function);
    if (number < 1 || number > count(state, value)) {
      return 0;
    }
    state.set(at, name(state, value, number));
    state.set(
        at + 1,
        value instanceof Closure closure
            ? closure.upvalue(number)
            : ((Builtin) value).upvalues().arg(number));
    return 1;
  }

  private static int count(State state, LuaValue function) {
    return function instanceof LuaFunction known
        ? Activation.of(state.universe.lua, known).upvalueCount()
        : 0;
  }

  private static LuaString name(State state, LuaValue function, int number) {
    LuaString name =
        function instanceof Closure closure ? closure.upvalueName(number) : LuaValue.EMPTYSTRING;
    if (name.m_length > 0 || !(function instanceof Closure)) {
      return name;
    }
    Level level = state.universe.level;
    return !level.hasIntegers()
        ? name
        : LuaValue.valueOf(level.atLeast(Level.LUA_5_4) ? "(no name)" : "(*no name)");
  }

  static int setUpvalue(State state, int function, int number, int at) {
    LuaValue value = function < 0 ? state.function() : state.get(function);
    if (value == null || number < 1 || number > count(state, value)) {
      return 0;
    }
    if (value instanceof Closure closure) {
      closure.setUpvalue(number, state.get(at));
    } else if (value instanceof CFunction own) {
      own.setUpvalue(number, state.get(at));
    } else {
      return 0;
    }
    if (function >= 0) {
      state.set(at, name(state, value, number));
    }
    return 1;
  }

  /**
   * Renews the running function's upvalues in its slots. One that is the same stays as it is: C may
   * have the address of its bytes.
   */
  static int upvalues(State state) {
    @Nullable CFunction running = state.function();
    if (running == null) {
      return 0;
    }
    int count = running.upvalueCount();
    int below = state.base() - count - 1;
    for (int i = 1; i <= count; i++) {
      LuaValue value = running.upvalue(i);
      if (value instanceof LuaNumber || !LuaRuntime.rawEqual(state.get(below + i), value)) {
        state.set(below + i, value);
      }
    }
    return 0;
  }

  static int upvalueId(State state, int function, int number) {
    LuaValue value = state.get(function);
    long id = 0;
    if (number >= 1 && number <= count(state, value)) {
      id =
          value instanceof Closure closure
              ? Identities.ofObject(closure.upvalueId(number))
              : Identities.of(value) + number;
    }
    state.universe.setResult(id);
    return 0;
  }

  static int upvalueJoin(State state, int f1, int n1, int f2, int n2) {
    if (state.get(f1) instanceof Closure to && state.get(f2) instanceof Closure from) {
      to.joinUpvalue(n1, from, n2);
    }
    return 0;
  }
}
