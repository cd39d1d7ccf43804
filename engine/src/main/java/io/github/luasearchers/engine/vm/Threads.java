package io.github.luasearchers.engine.vm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The threads of a runtime, as long as they live, and the closures that they are executing. */
final class Threads {

  private final WeakList<Coroutine> all = new WeakList<>();

  private Threads() {}

  /** Makes a runtime list its threads from now on, beginning with those that it has. */
  static void watch(LuaRuntime lua) {
    if (lua.calls.threads != null) {
      return;
    }
    Threads threads = new Threads();
    HeapWalk walk = new HeapWalk(lua, threads);
    lua.holdAll(walk);
    walk.finish();
    lua.calls.threads = threads;
  }

  void add(Coroutine thread) {
    all.add(thread);
  }

  /** Returns all threads that may still run, the main thread first. */
  static List<Coroutine> all(LuaRuntime lua) {
    watch(lua);
    Set<Coroutine> all = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Coroutine> inOrder = new ArrayList<>();
    addLiving(lua.mainThread(), all, inOrder);
    for (Coroutine each = lua.thread(); each != null; each = each.resumer) {
      addLiving(each, all, inOrder);
    }
    Threads known = lua.calls.threads;
    if (known != null) {
      known.all.forEach(each -> addLiving(each, all, inOrder));
    }
    return inOrder;
  }

  private static void addLiving(Coroutine thread, Set<Coroutine> seen, List<Coroutine> all) {
    if (thread.status != Coroutine.DEAD && seen.add(thread)) {
      all.add(thread);
    }
  }

  /** Returns the frames of closures in threads that will go on with them, by closure. */
  static Map<Closure, List<Frame>> frames(LuaRuntime lua) {
    Set<Coroutine> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    IdentityHashMap<Closure, List<Frame>> frames = new IdentityHashMap<>();
    for (Coroutine each = lua.thread(); each != null; each = each.resumer) {
      addFrames(each, seen, frames);
    }
    addFrames(lua.mainThread(), seen, frames);
    if (lua.calls.threads != null) {
      lua.calls.threads.all.forEach(each -> addFrames(each, seen, frames));
    }
    return frames;
  }

  private static void addFrames(
      Coroutine thread, Set<Coroutine> seen, IdentityHashMap<Closure, List<Frame>> frames) {
    if (thread.status == Coroutine.DEAD || !seen.add(thread)) {
      return;
    }
    for (CallInfo each = thread.ci; each != thread.first; each = each.previous) {
      if (each.isLua() && thread.stack[each.func] instanceof Closure closure) {
        frames.computeIfAbsent(closure, none -> new ArrayList<>(1)).add(new Frame(thread, each));
      }
    }
  }

  /** One call of a closure in progress. */
  static final class Frame {

    final Coroutine thread;
    private final CallInfo ci;

    Frame(Coroutine thread, CallInfo ci) {
      this.thread = thread;
      this.ci = ci;
    }

    /**
     * Tells whether the loop looks at the frame's function again before it goes on with it. It does
     * so when a thread is resumed.
     */
    boolean isSuspended() {
      return thread.status == Coroutine.SUSPENDED;
    }

    /** Makes the frame go on as another closure, with the same code and variables. */
    void goOnAs(Closure other) {
      thread.stack[ci.func] = other;
    }
  }
}
