package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.lib.Addresses;
import io.github.luasearchers.engine.vm.Addressed;
import io.github.luasearchers.engine.vm.Coroutine;
import io.github.luasearchers.engine.vm.HeapNode;
import io.github.luasearchers.engine.vm.HeapWalk;
import io.github.luasearchers.engine.vm.StackFunction;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A function of a C library ({@code lua_CFunction}), with its upvalues. */
final class CFunction extends StackFunction implements Addressed, HeapNode {

  static final LuaValue[] NO_UPVALUES = {};

  /** C has no names of its own for functions; messages look them up. */
  private static final String NAME = "?";

  final Universe universe;
  final long address;
  private final LuaValue[] upvalues;

  CFunction(Universe universe, long address, LuaValue[] upvalues) {
    super(universe.lua, NAME);
    this.universe = universe;
    this.address = address;
    this.upvalues = upvalues;
  }

  /** C may yield, and look at its callers' variables. */
  @Override
  protected boolean needsFrames() {
    return true;
  }

  @Override
  public Varargs upvalues() {
    return varargsOf(upvalues);
  }

  /** What {@code tostring} shows: one without upvalues is known by its code, as in PUC's Lua. */
  @Override
  public long address() {
    return upvalues.length == 0 ? address : Addresses.given(this);
  }

  int upvalueCount() {
    return upvalues.length;
  }

  /** Returns an upvalue, the first being 1. */
  LuaValue upvalue(int number) {
    return upvalues[number - 1];
  }

  /** Those who run the function have copies, and learn that these are old. */
  @Override
  public boolean setUpvalue(int number, LuaValue value) {
    upvalues[number - 1] = value;
    universe.renewUpvalues();
    return true;
  }

  /** Returns the error for a wrong argument of this function ({@code luaL_argerror}). */
  LuaError wrongArgument(int argument, String message) {
    return argError(argument, message);
  }

  @Override
  protected Varargs runAt(Coroutine thread, int base, int count) {
    State state = universe.stateOf(thread);
    int used = state.used();
    if (count > 0 || upvalues.length > 0) {
      int place = state.room(upvalues.length + count);
      for (LuaValue each : upvalues) {
        state.write(place, each);
        place += Layout.SLOT;
      }
      for (int i = 0; i < count; i++) {
        state.write(place, thread.slot(base + i));
        place += Layout.SLOT;
      }
    }
    long answer;
    try {
      answer = Natives.call(state.address, address, used, upvalues.length, count);
    } catch (RuntimeException | Error thrown) {
      return failed(state, used, thrown);
    }
    return answer == 0 ? nothing(state, used) : results(state, used, answer);
  }

  /**
   * Goes on in a continuation, on the values that the function had on its stack and what it waited
   * for.
   */
  Varargs proceed(State state, Rest rest, Varargs more, int count) {
    int used = state.used();
    LuaValue[] kept = rest.kept();
    int place = state.room(upvalues.length + kept.length + count);
    for (LuaValue each : upvalues) {
      state.write(place, each);
      place += Layout.SLOT;
    }
    for (LuaValue each : kept) {
      state.write(place, each);
      place += Layout.SLOT;
    }
    for (int i = 1; i <= count; i++) {
      state.write(place, more.arg(i));
      place += Layout.SLOT;
    }
    long answer;
    try {
      answer =
          Natives.proceed(
              state.address,
              rest.code,
              used,
              upvalues.length,
              kept.length + count,
              rest.status(),
              rest.context);
    } catch (RuntimeException | Error thrown) {
      return failed(state, used, thrown);
    }
    return answer == 0 ? nothing(state, used) : results(state, used, answer);
  }

  private Varargs nothing(State state, int used) {
    state.forget(used);
    lua.afterJava();
    return NONE;
  }

  /**
   * Takes what C has left.
   *
   * @param used how many entries were in use before
   */
  private Varargs results(State state, int used, long answer) {
    int count = Answer.count(answer);
    if (count == Answer.YIELD || Answer.hasMarked(answer) || Answer.hasPuts(answer)) {
      return unusual(state, used, answer);
    }
    int top = Answer.top(answer);
    Varargs values;
    if (count == 1) {
      values = state.read(top - Layout.SLOT);
    } else {
      values = state.read(top - count * Layout.SLOT, count);
    }
    if (Answer.hasEntries(answer)) {
      state.drop(used);
    } else {
      state.forget(used);
    }
    lua.afterJava();
    return values;
  }

  private Varargs unusual(State state, int used, long answer) {
    boolean yields = Answer.count(answer) == Answer.YIELD;
    int top = Answer.top(answer);
    int count = yields ? state.getInt(Layout.YIELDED) : Answer.count(answer);
    Varargs values;
    @Nullable Rest rest = null;
    try {
      universe.flush();
      if (yields) {
        rest = rest(state, top - count * Layout.SLOT);
      } else if (Answer.hasMarked(answer)) {
        closeSlots(state, top);
      }
      values = state.read(top - count * Layout.SLOT, count);
    } finally {
      state.drop(used);
    }
    lua.afterJava(); // may run code, and so comes before the loop is asked
    if (!yields) {
      return values;
    }
    return rest == null ? lua.yield(values) : lua.yieldThen(values, rest);
  }

  private void closeSlots(State state, int top) {
    int frame = state.top();
    state.setTop(frame + (top - state.place(frame)) / Layout.SLOT);
    try {
      state.toClose.close(frame + upvalues.length);
    } finally {
      state.setTop(frame);
    }
  }

  /** Returns how the function goes on after a yield, null if it doesn't. */
  private @Nullable Rest rest(State state, int end) {
    long code = state.getLong(Layout.CONTINUATION);
    if (code == 0) {
      return null;
    }
    Rest rest = new Rest(this, state, code, state.getLong(Layout.CONTEXT));
    int first = state.place(state.top() + upvalues.length);
    rest.keepAt(first, (end - first) / Layout.SLOT);
    return rest;
  }

  /** Goes on after what C was left by, or throws it on: an exception or error of Java's. */
  private Varargs failed(State state, int used, Throwable thrown) {
    try {
      int frame = state.top();
      int first = frame + upvalues.length;
      if (thrown instanceof LuaError error && state.toClose.areFrom(first)) {
        throw state.toClose.closeAfter(error, first, frame);
      }
      state.toClose.forget(first);
    } finally {
      state.drop(used);
    }
    if (thrown instanceof Rest.Failed protectedCall) {
      return protectedCall.goOn();
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }

  @Override
  public void hold(HeapWalk walk) {
    walk.count((long) upvalues.length * HeapWalk.REFERENCE);
    for (LuaValue each : upvalues) {
      walk.add(each);
    }
  }
}
