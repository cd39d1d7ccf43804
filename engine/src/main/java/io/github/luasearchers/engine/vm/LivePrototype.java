package io.github.luasearchers.engine.vm;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Prototype;

/**
 * Code of one engine that can get a successor while it is in use. It knows the function it is
 * written in, and the closures that were made of it as long as they live. The compiled code itself
 * is shared with other engines, and never changes.
 *
 * <p>Belongs to the thread that its engine runs on.
 */
public final class LivePrototype extends Prototype {

  private static final int FIRST_ROOM = 4;

  private final @Nullable LivePrototype parent;
  private final int place;

  /** The closures that were made of this code, those that are gone included. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no generic arrays
  private @Nullable WeakReference<Closure>[] made = new WeakReference[0];

  private int count;

  private LivePrototype(Prototype shared, @Nullable LivePrototype parent, int place) {
    this.parent = parent;
    this.place = place;
    k = shared.k;
    code = shared.code;
    lineinfo = shared.lineinfo;
    locvars = shared.locvars;
    upvalues = shared.upvalues;
    source = shared.source;
    linedefined = shared.linedefined;
    lastlinedefined = shared.lastlinedefined;
    numparams = shared.numparams;
    is_vararg = shared.is_vararg;
    maxstacksize = shared.maxstacksize;
    Prototype[] inner = shared.p;
    p = new Prototype[inner.length];
    for (int i = 0; i < inner.length; i++) {
      p[i] = new LivePrototype(inner[i], this, i);
    }
  }

  /** Returns code of an engine's own that does the same as a chunk's. */
  public static LivePrototype of(Prototype chunk) {
    return new LivePrototype(chunk, null, 0);
  }

  /** Returns the code of the function that this one is written in, null for a chunk's. */
  public @Nullable LivePrototype parent() {
    return parent;
  }

  /** Returns which of the functions of {@link #parent} this is, the first being 0. */
  public int place() {
    return place;
  }

  /** Returns the code of a function that is written in this one. */
  public LivePrototype inner(int which) {
    return (LivePrototype) p[which];
  }

  /** Returns the code of the chunk that this is a part of. */
  public LivePrototype root() {
    LivePrototype each = this;
    for (LivePrototype up = parent; up != null; up = up.parent) {
      each = up;
    }
    return each;
  }

  // ---- closures

  /**
   * Returns the closures that run this code and may still be in use, in the order in which they
   * came to it.
   */
  public List<Closure> closures() {
    List<Closure> living = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      WeakReference<Closure> reference = made[i];
      Closure closure = reference == null ? null : reference.get();
      if (closure != null) {
        living.add(closure);
      }
    }
    return living;
  }

  /** Takes note of a closure that runs this code. */
  void add(Closure closure) {
    if (count == made.length) {
      makeRoom();
    }
    made[count++] = new WeakReference<>(closure);
  }

  /** Forgets a closure that runs other code from now on. */
  void remove(Closure closure) {
    for (int i = count - 1; i >= 0; i--) {
      WeakReference<Closure> reference = made[i];
      if (reference != null && reference.refersTo(closure)) {
        reference.clear();
        return;
      }
    }
  }

  /**
   * Drops closures that are gone. At least half of the new array is free, so that the work for each
   * closure is constant, and the array follows the number of living ones, up and down.
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no generic arrays
  private void makeRoom() {
    int living = 0;
    for (int i = 0; i < count; i++) {
      WeakReference<Closure> reference = made[i];
      if (reference != null && !reference.refersTo(null)) {
        made[living++] = reference;
      }
    }
    WeakReference<Closure>[] room = new WeakReference[Math.max(FIRST_ROOM, 2 * living)];
    System.arraycopy(made, 0, room, 0, living);
    made = room;
    count = living;
  }
}
