package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.vm.Continuation;
import io.github.luasearchers.engine.vm.HeapNode;
import io.github.luasearchers.engine.vm.HeapWalk;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The rest of a C function that has yielded, or in whose call something has: its continuation
 * ({@code lua_KFunction}), and the values of its frame, which no slot has meanwhile.
 */
final class Rest extends Continuation implements HeapNode {

  private static final int ALL = -1;

  final long code;
  final long context;
  private final CFunction function;
  private final State state;
  private LuaValue[] kept = {};
  private int wanted = ALL;
  private boolean catches;
  private @Nullable LuaValue handler;
  private int status = Layout.YIELD;

  Rest(CFunction function, State state, long code, long context) {
    this.function = function;
    this.state = state;
    this.code = code;
    this.context = context;
  }

  /** Keeps the values of some slots. */
  void keep(int from, int end) {
    keepAt(state.place(from), end - from);
  }

  /** Keeps the values of slots that lie at a place in the arena. */
  void keepAt(int place, int count) {
    kept = state.copy(place, count);
  }

  /** Sets how many results the continuation gets of the call. */
  void want(int results) {
    wanted = results;
  }

  /** Makes this the rest of a {@code lua_pcallk}. */
  void protect(@Nullable LuaValue messageHandler) {
    catches = true;
    handler = messageHandler;
  }

  LuaValue[] kept() {
    return kept;
  }

  int status() {
    return status;
  }

  @Override
  protected Varargs resume(Varargs results) {
    return function.proceed(state, this, results, wanted == ALL ? results.narg() : wanted);
  }

  @Override
  public void hold(HeapWalk walk) {
    walk.count((long) kept.length * HeapWalk.REFERENCE);
    for (LuaValue each : kept) {
      walk.add(each);
    }
  }

  @Override
  protected boolean catches() {
    return catches;
  }

  @Override
  protected @Nullable LuaValue handler() {
    return handler;
  }

  @Override
  protected Varargs fail(LuaError error) {
    if (!catches) {
      throw error;
    }
    status = Errors.status(state.universe, error);
    return function.proceed(state, this, Errors.value(error), 1);
  }

  /**
   * Ends the C code of a function whose protected call has failed, as PUC's {@code lua_pcallk} does
   * where it could yield: the continuation does the rest.
   */
  static final class Failed extends Error {

    private static final long serialVersionUID = 1L;

    private final transient Rest rest;
    private final transient LuaError error;

    Failed(Rest rest, LuaError error) {
      super(null, null, false, false);
      this.rest = rest;
      this.error = error;
    }

    Varargs goOn() {
      return rest.fail(error);
    }
  }
}
