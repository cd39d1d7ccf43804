package io.github.luasearchers.engine.vm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/**
 * Gives closures other code and other variables, all at once, and takes it back.
 *
 * <p>A call that is suspended in a coroutine goes on in the code it began in; later calls of the
 * same closure run the other. A closure that the running thread, or one that waits for it, is in
 * the middle of can't get other code.
 */
public final class Recoding {

  private final LuaRuntime lua;
  private final List<Change> changes = new ArrayList<>();
  private final List<Change> waiting = new ArrayList<>();

  /** The closures that go on with calls in progress, and those they stand for. */
  private final IdentityHashMap<Closure, Closure> standIns = new IdentityHashMap<>();

  private final IdentityHashMap<Closure, List<Coroutine>> suspended = new IdentityHashMap<>();

  public Recoding(LuaRuntime lua) {
    this.lua = lua;
  }

  /**
   * Plans other code for a closure.
   *
   * @param variables the closure's variables as {@link Closure#upvalueId} returns them
   */
  public void replace(Closure closure, LivePrototype code, Object[] variables) {
    changes.add(new Change(closure, code, variables));
  }

  /** Plans other variables for a closure that keeps its code. */
  public void join(Closure closure, Object[] variables) {
    changes.add(new Change(closure, closure.p, variables));
  }

  /** Returns the value of a variable that {@link Closure#upvalueId} has returned. */
  public static LuaValue value(Object variable) {
    return ((UpValue) variable).get();
  }

  /** Sets a variable that {@link Closure#upvalueId} has returned. */
  public static void setValue(Object variable, LuaValue value) {
    ((UpValue) variable).set(value);
  }

  /** Tells which closures calls are in progress of that can't be suspended. */
  public static Set<Closure> running(LuaRuntime lua) {
    Set<Closure> all = Collections.newSetFromMap(new IdentityHashMap<>());
    Threads.frames(lua)
        .forEach(
            (closure, frames) -> {
              if (isRunning(frames)) {
                all.add(closure);
              }
            });
    return all;
  }

  private static boolean isRunning(List<Threads.Frame> frames) {
    for (Threads.Frame each : frames) {
      if (!each.isSuspended()) {
        return true;
      }
    }
    return false;
  }

  /** Carries out what was planned, except for closures that are {@link #running}. */
  public void apply() {
    Map<Closure, List<Threads.Frame>> frames = Threads.frames(lua);
    Set<LivePrototype> roots = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Change each : changes) {
      apply(each, frames.getOrDefault(each.closure, List.of()));
      if (!each.keepsCode() && each.codeBefore instanceof LivePrototype code) {
        roots.add(code.root());
      }
    }
    roots.forEach(LivePrototype::forgetOthers);
  }

  private void apply(Change change, List<Threads.Frame> frames) {
    if (change.keepsCode()) {
      change.apply();
    } else if (isRunning(frames)) {
      waiting.add(change);
    } else {
      goOn(change.closure, frames);
      change.apply();
    }
  }

  /** Lets calls in progress go on in the code that they began in. */
  private void goOn(Closure closure, List<Threads.Frame> frames) {
    if (frames.isEmpty()) {
      return;
    }
    Closure standIn = new Closure(closure);
    standIns.put(standIn, closure);
    List<Coroutine> threads = suspended.computeIfAbsent(closure, none -> new ArrayList<>(1));
    for (Threads.Frame each : frames) {
      each.goOnAs(standIn);
      threads.add(each.thread);
    }
  }

  /**
   * Gives their code to closures that were running before.
   *
   * @return whether all have theirs now
   */
  public boolean applyRest() {
    Map<Closure, List<Threads.Frame>> frames = Threads.frames(lua);
    List<Change> left = new ArrayList<>(waiting);
    waiting.clear();
    for (Change each : left) {
      if (each.isDue()) {
        apply(each, frames.getOrDefault(each.closure, List.of()));
      }
    }
    return waiting.isEmpty();
  }

  /** Returns the closures that have kept their code because they were running. */
  public List<Closure> waiting() {
    List<Closure> all = new ArrayList<>();
    waiting.forEach(each -> all.add(each.closure));
    return all;
  }

  /** Returns the closures with calls that go on in earlier code, and the threads of those calls. */
  public Map<Closure, List<Coroutine>> suspended() {
    return suspended;
  }

  /**
   * Takes back what was carried out. Calls that have begun meanwhile go on in the code they began
   * in; a closure that is {@link #running} keeps it.
   */
  public void undo() {
    waiting.clear();
    Map<Closure, List<Threads.Frame>> frames = Threads.frames(lua);
    for (int i = changes.size() - 1; i >= 0; i--) {
      undo(changes.get(i), frames);
    }
    standIns.forEach(
        (standIn, closure) -> {
          if (standIn.p == closure.p) {
            frames.getOrDefault(standIn, List.of()).forEach(frame -> frame.goOnAs(closure));
          }
        });
  }

  private void undo(Change change, Map<Closure, List<Threads.Frame>> frames) {
    if (!change.isApplied()) {
      return;
    }
    List<Threads.Frame> now = frames.getOrDefault(change.closure, List.of());
    if (!change.keepsCode()) {
      if (isRunning(now)) {
        return;
      }
      goOn(change.closure, now);
    }
    change.undo();
  }

  /** What one closure runs before and after. */
  private static final class Change {

    final Closure closure;
    private final Prototype code;
    private final UpValue[] variables;
    final Prototype codeBefore;
    private final UpValue[] variablesBefore;

    Change(Closure closure, Prototype code, Object[] variables) {
      this.closure = closure;
      this.code = code;
      this.variables = new UpValue[variables.length];
      System.arraycopy(variables, 0, this.variables, 0, variables.length);
      this.codeBefore = closure.p;
      this.variablesBefore = closure.upvalues;
    }

    boolean keepsCode() {
      return code == codeBefore;
    }

    boolean isApplied() {
      return closure.p == code;
    }

    boolean isDue() {
      return closure.p == codeBefore;
    }

    void apply() {
      if (keepsCode()) {
        closure.upvalues = variables;
      } else {
        closure.run(code, variables);
      }
    }

    void undo() {
      if (keepsCode()) {
        closure.upvalues = variablesBefore;
      } else {
        closure.run(codeBefore, variablesBefore);
      }
    }
  }
}
