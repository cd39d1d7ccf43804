package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.vm.Coroutine;
import io.github.luasearchers.engine.vm.HeapNode;
import io.github.luasearchers.engine.vm.HeapWalk;
import io.github.luasearchers.engine.vm.StackFunction;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A function of a C library ({@code lua_CFunction}), with its upvalues. */
final class CFunction extends StackFunction implements HeapNode {

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

  @Override
  public Varargs upvalues() {
    return varargsOf(upvalues);
  }

  int upvalueCount() {
    return upvalues.length;
  }

  /** Returns an upvalue, the first being 1. */
  LuaValue upvalue(int number) {
    return upvalues[number - 1];
  }

  void setUpvalue(int number, LuaValue value) {
    upvalues[number - 1] = value;
  }

  /** Returns the error for a wrong argument of this function ({@code luaL_argerror}). */
  LuaError wrongArgument(int argument, String message) {
    return argError(argument, message);
  }

  @Override
  protected Varargs runAt(Coroutine thread, int base, int count) {
    State state = universe.stateOf(thread);
    int used = state.used();
    int top = state.top();
    state.reserve(upvalues.length + count);
    int place = state.place(top);
    for (LuaValue each : upvalues) {
      state.write(place, each);
      place += Layout.SLOT;
    }
    for (int i = 0; i < count; i++) {
      state.write(place, thread.slot(base + i));
      place += Layout.SLOT;
    }
    return run(state, used, top, count, null);
  }

  /**
   * Goes on in a continuation, on the values that the function had on its stack and what it waited
   * for.
   */
  Varargs proceed(State state, Rest rest, Varargs more, int count) {
    int used = state.used();
    int top = state.top();
    LuaValue[] kept = rest.kept();
    state.reserve(upvalues.length + kept.length + count);
    int place = state.place(top);
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
    return run(state, used, top, kept.length + count, rest);
  }

  /**
   * Runs C code on a frame that has been written.
   *
   * @param used how many entries were in use before that
   * @param frame the first slot of the frame
   * @param count the values in it that are not upvalues
   * @param rest what to run if it is not the function itself
   */
  private Varargs run(State state, int used, int frame, int count, @Nullable Rest rest) {
    int outerUpvalues = state.upvalues;
    int outerBase = state.base;
    @Nullable CFunction outer = state.function;
    int first = frame + upvalues.length;
    int outerHidden = state.hidden;
    state.hidden = 0;
    state.function = this;
    state.setFrame(frame, first, first + count);
    Rest.Failed again;
    try {
      int results =
          rest == null
              ? Natives.call(state.address, address)
              : Natives.proceed(state.address, rest.code, rest.status(), rest.context);
      universe.flush();
      if (state.toClose.areFrom(first) && results >= 0) {
        state.toClose.close(first);
      }
      if (results == Natives.YIELD) {
        return suspend(state, first);
      }
      Varargs values = state.get(state.top() - results, results);
      lua.afterJava();
      return values;
    } catch (LuaError error) {
      throw state.toClose.areFrom(first) ? state.toClose.closeAfter(error, first) : error;
    } catch (Rest.Failed failed) {
      again = failed;
    } finally {
      state.toClose.forget(first);
      state.function = outer;
      state.hidden = outerHidden;
      state.setFrame(outerUpvalues, outerBase, frame);
      state.drop(used);
    }
    return again.goOn();
  }

  /** Yields what C has on top. */
  private Varargs suspend(State state, int first) {
    int count = state.getInt(Layout.YIELDED);
    int end = state.top() - count;
    Varargs values = state.get(end, count);
    lua.afterJava(); // may run code, and so comes before the loop is asked
    long code = state.getLong(Layout.CONTINUATION);
    if (code == 0) {
      return lua.yield(values);
    }
    Rest rest = new Rest(this, state, code, state.getLong(Layout.CONTEXT));
    rest.keep(first, end);
    return lua.yieldThen(values, rest);
  }

  @Override
  public void hold(HeapWalk walk) {
    walk.count((long) upvalues.length * HeapWalk.REFERENCE);
    for (LuaValue each : upvalues) {
      walk.add(each);
    }
  }
}
