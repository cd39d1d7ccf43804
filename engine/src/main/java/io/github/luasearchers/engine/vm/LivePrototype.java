package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.compiler.FunctionPrototype;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Prototype;

/**
 * Code of one engine that can get a successor while it is in use. It knows the function it is
 * written in, and the closures that run it as long as they live. The compiled code itself is shared
 * with other engines, and never changes.
 *
 * <p>Belongs to the thread that its engine runs on.
 */
public final class LivePrototype extends FunctionPrototype {

  private final @Nullable LivePrototype parent;
  private final int place;

  /** The closures of the chunk and of all functions in it. */
  private final LiveClosures closures;

  /** Those of the earlier versions of a chunk. */
  private List<LiveClosures> earlier = List.of();

  private LivePrototype(Prototype shared, @Nullable LivePrototype parent, int place) {
    this.parent = parent;
    this.place = place;
    closures = parent == null ? new LiveClosures(this) : parent.closures;
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
    return closures.byCode().getOrDefault(this, List.of());
  }

  /** Returns the closures of this code's chunk, and of all functions in it, by their code. */
  public Map<LivePrototype, List<Closure>> closuresByCode() {
    return closures.byCode();
  }

  /** Takes note of a closure that runs this code. */
  void add(Closure closure) {
    closures.add(closure);
  }

  boolean isOf(LiveClosures version) {
    return closures == version;
  }

  /** Forgets the closures that run other code now. */
  void forgetOthers() {
    closures.forgetOthers();
  }

  // ---- versions

  /**
   * Makes the code of a chunk the successor of another version, so that {@link #versions} finds
   * closures that still run that one, or one before it.
   */
  public void follow(LivePrototype before) {
    List<LiveClosures> all = new ArrayList<>();
    all.add(before.closures);
    for (LiveClosures each : before.earlier) {
      if (!each.isGone()) {
        all.add(each);
      }
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
    for (LiveClosures each : earlier) {
      LivePrototype code = each.isInUse() ? each.code() : null;
      if (code != null) {
        all.add(code);
      }
    }
    return all;
  }
}
