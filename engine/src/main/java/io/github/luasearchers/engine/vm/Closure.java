package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.Level;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Upvaldesc;
import org.luaj.vm2.Varargs;

/** A function written in Lua: compiled code and the variables it shares with others. */
public final class Closure extends LuaFunction implements Attachable {

  final LuaRuntime lua;

  /** What the closure runs; live code may be replaced while no frame of the closure is running. */
  Prototype p;

  /**
   * The prototype's code. The loop reads opcodes through this field and operands through the
   * prototype's.
   */
  int[] code;

  UpValue[] upvalues;

  /** What is known of the code, and what it was translated to. */
  Unit unit;

  /**
   * The closures that this one created last, by prototype. As in PUC's Lua 5.2 and 5.3, creating
   * one with the same variables again returns the same object. A closure that needed a new
   * variable, as in each iteration of a loop, is unlikely to be created again; it is kept only if
   * it is the first.
   */
  private WeakReference<Closure> @Nullable [] made;

  private @Nullable Attachments attachments;

  Closure(LuaRuntime lua, Prototype p, UpValue[] upvalues) {
    this.lua = lua;
    this.p = p;
    this.code = p.code;
    this.upvalues = upvalues;
    this.unit = Unit.of(p);
    if (p instanceof LivePrototype live) {
      live.add(this);
    }
  }

  /**
   * Creates the stand-in of a closure that gets other code: it goes on with what the closure was
   * doing.
   */
  Closure(Closure before) {
    this.lua = before.lua;
    this.p = before.p;
    this.code = before.code;
    this.upvalues = before.upvalues;
    this.unit = before.unit;
  }

  /** Gives the closure other code, and the variables that it needs. */
  void run(Prototype other, UpValue[] variables) {
    p = other;
    code = other.code;
    unit = Unit.of(other);
    upvalues = variables;
    made = null;
    if (other instanceof LivePrototype live) {
      live.add(this);
    }
  }

  /** Returns the compiled code, which other closures may share. */
  public Prototype prototype() {
    return p;
  }

  /**
   * Tells whether this is the main function of a chunk with an environment, and equivalent to a new
   * one. A main function that contains others is not: closures of several runs would share its
   * upvalue.
   */
  public boolean isMain(Prototype chunk, LuaValue environment) {
    return p == chunk
        && chunk.p.length == 0
        && upvalues.length == 1
        && upvalues[0].get() == environment;
  }

  @Override
  public @Nullable Attachments attachments() {
    return attachments;
  }

  @Override
  public void attach(Attachments some) {
    attachments = some;
  }

  // ---- upvalues, the first being 1

  public int upvalueCount() {
    return upvalues.length;
  }

  /** Returns a variable's name, empty if the code was stripped of names. */
  public LuaString upvalueName(int number) {
    LuaString name = p.upvalues[number - 1].name;
    return name == null ? EMPTYSTRING : name;
  }

  public LuaValue upvalue(int number) {
    return upvalues[number - 1].get();
  }

  public void setUpvalue(int number, LuaValue value) {
    upvalues[number - 1].set(value);
  }

  /**
   * Returns an object that identifies the variable: all closures that share it return the same one.
   */
  public Object upvalueId(int number) {
    return upvalues[number - 1];
  }

  /** Makes this closure share a variable of another. */
  public void joinUpvalue(int number, Closure other, int otherNumber) {
    upvalues[number - 1] = other.upvalues[otherNumber - 1];
  }

  // ---- calls from Java

  @Override
  public boolean isclosure() {
    return true;
  }

  @Override
  public LuaValue call() {
    return lua.calls.call(this);
  }

  @Override
  public LuaValue call(LuaValue arg) {
    return lua.calls.call(this, arg);
  }

  @Override
  public LuaValue call(LuaValue arg1, LuaValue arg2) {
    return lua.calls.call(this, arg1, arg2);
  }

  @Override
  public LuaValue call(LuaValue arg1, LuaValue arg2, LuaValue arg3) {
    return lua.calls.call(this, arg1, arg2, arg3);
  }

  @Override
  public Varargs invoke(Varargs args) {
    return lua.calls.invoke(this, args);
  }

  @Override
  public String name() {
    return "function <" + DebugInfo.shortSource(p) + ":" + p.linedefined + ">";
  }

  @Override
  public String tojstring() {
    return "function: 0x" + Integer.toHexString(System.identityHashCode(this));
  }

  /** Creates a closure of an inner prototype ({@code OP_CLOSURE}). */
  Closure inner(Coroutine thread, int which, int base) {
    Prototype inner = p.p[which];
    Upvaldesc[] descriptions = inner.upvalues;
    boolean reused = !lua.level().atLeast(Level.LUA_5_4);
    Closure same = reused ? made(which) : null;
    int opened = thread.opened;
    UpValue[] shared = new UpValue[descriptions.length];
    for (int i = 0; i < shared.length; i++) {
      Upvaldesc description = descriptions[i];
      int index = description.idx & 0xff;
      shared[i] = description.instack ? thread.openUpvalue(base + index) : upvalues[index];
      if (same != null && same.upvalues[i] != shared[i]) {
        same = null;
      }
    }
    if (same != null) {
      return same;
    }
    Closure result = new Closure(lua, inner, shared);
    if (reused && (thread.opened == opened || !hasMade(which))) {
      keep(which, result);
    }
    return result;
  }

  private @Nullable Closure made(int which) {
    WeakReference<Closure>[] kept = made;
    if (kept == null) {
      return null;
    }
    WeakReference<Closure> reference = kept[which];
    return reference == null ? null : reference.get();
  }

  private boolean hasMade(int which) {
    WeakReference<Closure>[] kept = made;
    return kept != null && kept[which] != null;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no generic arrays
  private void keep(int which, Closure closure) {
    WeakReference<Closure>[] kept = made;
    if (kept == null) {
      kept = new WeakReference[p.p.length];
      made = kept;
    }
    kept[which] = new WeakReference<>(closure);
  }
}
