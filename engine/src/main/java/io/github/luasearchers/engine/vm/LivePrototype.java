package io.github.luasearchers.engine.vm;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Prototype;

/**
 * Code of one engine that can get a successor while it is in use. It knows the function it is
 * written in, and the closures that run it as long as they live. The compiled code itself is shared
 * with other engines, and never changes.
 *
 * <p>Belongs to the thread that its engine runs on.
 */
public final class LivePrototype extends Prototype {

  private final @Nullable LivePrototype parent;
  private final int place;
  private final WeakList<Closure> closures = new WeakList<>();

  /** Earlier versions of a chunk, as long as closures run them. */
  private List<WeakReference<LivePrototype>> earlier = List.of();

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
    List<Closure> living = new ArrayList<>();
    Set<Closure> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    closures.forEach(
        each -> {
          // one that runs other code by now is forgotten when the list makes room
          if (isRunBy(each) && seen.add(each)) {
            living.add(each);
          }
        });
    return living;
  }

  @SuppressWarnings("ReferenceEquality") // the very same code is meant
  private boolean isRunBy(Closure closure) {
    return closure.p == this;
  }

  /** Takes note of a closure that runs this code. */
  void add(Closure closure) {
    closures.add(closure);
  }

  // ---- versions

  /**
   * Makes the code of a chunk the successor of another version, so that {@link #versions} finds
   * closures that still run that one, or one before it.
   */
  public void follow(LivePrototype before) {
    List<WeakReference<LivePrototype>> all = new ArrayList<>();
    for (LivePrototype each : before.versions()) {
      all.add(new WeakReference<>(each));
    }
    earlier = all;
  }

  /**
   * Returns this code of a chunk, and its earlier versions that closures may still run, the latest
   * first.
   */
  public List<LivePrototype> versions() {
    List<LivePrototype> all = new ArrayList<>();
    all.add(this);
    for (WeakReference<LivePrototype> each : earlier) {
      LivePrototype version = each.get();
      if (version != null) {
        all.add(version);
      }
    }
    return all;
  }
}
