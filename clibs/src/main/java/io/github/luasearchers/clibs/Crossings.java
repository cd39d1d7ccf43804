package io.github.luasearchers.clibs;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/**
 * What C asks of Java: {@code crossings.h} says what each of these does. {@code jni.c} calls them.
 */
@SuppressWarnings("unused") // C finds them by their names
final class Crossings {

  private Crossings() {}

  static int get(Universe universe, int state, int index, int at) {
    return Tables.get(universe.enter(state), index, at);
  }

  static int rawGet(Universe universe, int state, int index, int at) {
    return Tables.rawGet(universe.enter(state), index, at);
  }

  static int rawGetInteger(Universe universe, int state, int index, int at) {
    return Tables.rawGetInteger(universe.enter(state), index, at);
  }

  static int set(Universe universe, int state, int index, int key, int value) {
    return Tables.set(universe.enter(state), index, key, value);
  }

  static int rawSet(Universe universe, int state, int index, int key, int value) {
    return Tables.rawSet(universe.enter(state), index, key, value);
  }

  static int rawSetInteger(Universe universe, int state, int index, int value) {
    return Tables.rawSetInteger(universe.enter(state), index, value);
  }

  static int next(Universe universe, int state, int index, int key) {
    return Tables.next(universe.enter(state), index, key);
  }

  static int length(Universe universe, int state, int index, int at) {
    return Tables.length(universe.enter(state), index, at);
  }

  static int rawLength(Universe universe, int state, int index) {
    return Tables.rawLength(universe.enter(state), index);
  }

  static int metatable(Universe universe, int state, int index, int at) {
    return Tables.metatable(universe.enter(state), index, at);
  }

  static int setMetatable(Universe universe, int state, int index, int at) {
    return Tables.setMetatable(universe.enter(state), index, at);
  }

  static int typeName(Universe universe, int state, int at) {
    return universe.types().number(universe.enter(state), at);
  }

  static int isType(Universe universe, int state, int at, int type) {
    return universe.types().test(universe.enter(state), at, type);
  }

  static int userValue(Universe universe, int state, int index, int n, int at) {
    return Tables.userValue(universe.enter(state), index, n, at);
  }

  static int setUserValue(Universe universe, int state, int index, int n, int at) {
    return Tables.setUserValue(universe.enter(state), index, n, at);
  }

  static int arith(Universe universe, int state, int op, int at) {
    return Values.arith(universe.enter(state), op, at);
  }

  static int compare(Universe universe, int state, int op, int a, int b) {
    return Values.compare(universe.enter(state), op, a, b);
  }

  static int rawEqual(Universe universe, int state, int a, int b) {
    return Values.rawEqual(universe.enter(state), a, b);
  }

  static int concat(Universe universe, int state, int at, int n) {
    return Values.concat(universe.enter(state), at, n);
  }

  static int number(Universe universe, int state, int at) {
    return Values.number(universe.enter(state), at);
  }

  static int bytes(Universe universe, int state, int at) {
    return Values.bytes(universe.enter(state), at);
  }

  static int keep(Universe universe, int state, int at) {
    return Values.keep(universe.enter(state), at);
  }

  static int pointer(Universe universe, int state, int at) {
    return Values.pointer(universe.enter(state), at);
  }

  static int block(Universe universe, int state, int at) {
    return Streams.block(universe.enter(state), at);
  }

  static int cFunction(Universe universe, int state, int at) {
    return CallCrossings.cFunction(universe.enter(state), at);
  }

  static int callLibrary(Universe universe, int state, int number) {
    return CallCrossings.callLibrary(universe.enter(state), number);
  }

  static int toString(Universe universe, int state, int at) {
    return Values.toText(universe.enter(state), at);
  }

  static int call(Universe universe, int state, int function, int arguments, int results) {
    return CallCrossings.call(universe.enter(state), function, arguments, results);
  }

  static int pcall(
      Universe universe, int state, int function, int arguments, int results, int handler) {
    return CallCrossings.pcall(universe.enter(state), function, arguments, results, handler);
  }

  static int raise(Universe universe, int state, int at) {
    return CallCrossings.raise(universe.enter(state), at);
  }

  static int where(Universe universe, int state, int level, int at) {
    return CallCrossings.where(universe.enter(state), level, at);
  }

  static int argError(Universe universe, int state, int argument, int at) {
    return CallCrossings.argError(universe.enter(state), argument, at);
  }

  static int traceback(Universe universe, int state, int of, int level, int at) {
    return CallCrossings.traceback(universe.enter(state), of, level, at);
  }

  static int newThread(Universe universe, int state, int at) {
    return Threads.newThread(universe.enter(state), at);
  }

  static int pushThread(Universe universe, int state, int at) {
    return Threads.pushThread(universe.enter(state), at);
  }

  static int toThread(Universe universe, int state, int at) {
    return Threads.toThread(universe.enter(state), at);
  }

  static int resume(Universe universe, int state, int from, int arguments) {
    return Threads.resume(universe.enter(state), from, arguments);
  }

  static int threadStatus(Universe universe, int state) {
    return Threads.status(universe.enter(state));
  }

  static int isYieldable(Universe universe, int state) {
    return Threads.isYieldable(universe.enter(state));
  }

  static int resetThread(Universe universe, int state) {
    return Threads.reset(universe.enter(state));
  }

  static int transfer(Universe universe, int state, int to, int at, int n) {
    return Threads.transfer(universe.enter(state), to, at, n);
  }

  static int toClose(Universe universe, int state, int at) {
    return Threads.toClose(universe.enter(state), at);
  }

  static int closeSlot(Universe universe, int state, int at) {
    return Threads.closeSlot(universe.enter(state), at);
  }

  static int closeSlots(Universe universe, int state, int from, int to) {
    return Threads.closeSlots(universe.enter(state), from, to);
  }

  static int load(Universe universe, int state, int at, int name, int mode, int ignored) {
    return Code.load(universe.enter(state), at, name, mode);
  }

  static int dump(Universe universe, int state, int function, int strip, int at) {
    return Code.dump(universe.enter(state), function, strip, at);
  }

  static int getStack(Universe universe, int state, int level) {
    return Debugging.getStack(universe.enter(state), level);
  }

  static int getInfo(Universe universe, int state, int call, int at, int what) {
    return Debugging.getInfo(universe.enter(state), call, at, what);
  }

  static int getLocal(Universe universe, int state, int call, int n, int at) {
    return Debugging.getLocal(universe.enter(state), call, n, at);
  }

  static int setLocal(Universe universe, int state, int call, int n, int at) {
    return Debugging.setLocal(universe.enter(state), call, n, at);
  }

  static int setHook(Universe universe, int state, int mask, int count) {
    return Hook.set(universe.enter(state), mask, count);
  }

  static int hook(Universe universe, int state) {
    return Hook.get(universe.enter(state));
  }

  static int callHook(Universe universe, int state, int event, int line) {
    return Hook.call(universe.enter(state), event, line);
  }

  static int getUpvalue(Universe universe, int state, int function, int n, int at) {
    return Debugging.getUpvalue(universe.enter(state), function, n, at);
  }

  static int setUpvalue(Universe universe, int state, int function, int n, int at) {
    return Debugging.setUpvalue(universe.enter(state), function, n, at);
  }

  static int upvalues(Universe universe, int state) {
    return Debugging.upvalues(universe.enter(state));
  }

  static int upvalueId(Universe universe, int state, int function, int n) {
    return Debugging.upvalueId(universe.enter(state), function, n);
  }

  static int upvalueJoin(Universe universe, int state, int f1, int n1, int f2, int n2) {
    return Debugging.upvalueJoin(universe.enter(state), f1, n1, f2, n2);
  }

  static int gc(Universe universe, int state, int what, int data) {
    return Engines.gc(universe.enter(state), what, data);
  }

  static int sweep(Universe universe, int state) {
    return Engines.sweep(universe.enter(state));
  }

  static int pressure(Universe universe, int state) {
    return Engines.pressure(universe.enter(state));
  }

  static int warn(Universe universe, int state, int at, int more) {
    return Engines.warn(universe.enter(state), at, more);
  }

  static int takeWarnings(Universe universe, int state) {
    return Engines.takeWarnings(universe.enter(state));
  }

  /**
   * Returns the main state of a new engine, 0 if there can be none. This is no crossing, but {@code
   * jni.c} calls it: the engine that is given may run meanwhile, in another thread.
   */
  static long newState(Universe universe) {
    return Engines.newState(universe);
  }

  static int closeState(Universe universe, int state) {
    return Engines.closeState(universe.enter(state));
  }

  static int openLibrary(Universe universe, int state, int at) {
    return Engines.openLibrary(universe.enter(state), at);
  }

  /** Pushes the value of an error that nothing catches: no crossing, but {@code jni.c} calls it. */
  static void pushError(Universe universe, int state, Throwable error) {
    LuaValue value =
        error instanceof LuaError lua ? Errors.value(lua) : LuaValue.valueOf(error.toString());
    universe.enter(state).push(value);
  }
}
