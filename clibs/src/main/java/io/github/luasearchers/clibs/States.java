package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.vm.Coroutine;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The states of a universe's threads. They are held weakly, for C knows them by their numbers only,
 * and a thread that waits inside a C function must not be kept by that.
 */
final class States {

  private static final int MAIN = 1;

  private final Universe universe;
  private final ReferenceQueue<State> gone = new ReferenceQueue<>();
  private final Map<Integer, WeakReference<State>> byId = new HashMap<>();
  private final Set<End> ends = new HashSet<>();
  private int lastId = MAIN;

  /** The state that was used last. */
  private State current;

  States(Universe universe) {
    this.universe = universe;
    Coroutine main = universe.lua.mainThread();
    State state = new State(universe, main, MAIN, Natives.mainState(universe.address));
    main.setPeer(state);
    byId.put(MAIN, new WeakReference<>(state));
    current = state;
  }

  /** Returns the state of a number. */
  State get(int id) {
    return current.id == id ? current : find(id);
  }

  private State find(int id) {
    @Nullable WeakReference<State> known = byId.get(id);
    @Nullable State state = known == null ? null : known.get();
    if (state == null) {
      throw new IllegalStateException("a lua_State is used whose thread is gone");
    }
    return state;
  }

  /** Returns the state of a thread. */
  State of(Coroutine thread) {
    return current.thread == thread ? current : change(thread);
  }

  private State change(Coroutine thread) {
    State state = beside(thread);
    current = state;
    return state;
  }

  /** Returns the state of a thread that need not run. */
  State beside(Coroutine thread) {
    State state = thread.peer() instanceof State known ? known : create(thread);
    @Nullable WeakReference<State> reference = byId.get(state.id);
    if (reference == null || reference.get() == null) {
      byId.put(state.id, new WeakReference<>(state)); // a finalizer has brought the thread back
    }
    return state;
  }

  private State create(Coroutine thread) {
    universe.freeGone();
    int id = ++lastId;
    long address = Natives.newState(universe.address, id);
    if (address == 0) {
      throw universe.noMemory();
    }
    State state = new State(universe, thread, id, address);
    thread.setPeer(state);
    ends.add(new End(state, gone));
    return state;
  }

  /** Lets go of all that no slot refers to. */
  void sweep() {
    for (WeakReference<State> each : byId.values()) {
      @Nullable State state = each.get();
      if (state != null) {
        state.sweep();
      }
    }
  }

  /** Frees the states of threads that are gone. */
  void freeGone() {
    for (Reference<?> each = gone.poll(); each != null; each = gone.poll()) {
      End end = (End) each;
      ends.remove(end);
      byId.remove(end.id);
      Natives.freeState(end.address);
    }
  }

  /**
   * What is left of a state that is gone. A weak reference would tell too early: before a finalizer
   * that may bring the thread back.
   */
  private static final class End extends PhantomReference<State> {
    final int id;
    final long address;

    End(State state, ReferenceQueue<State> gone) {
      super(state, gone);
      this.id = state.id;
      this.address = state.address;
    }
  }
}
