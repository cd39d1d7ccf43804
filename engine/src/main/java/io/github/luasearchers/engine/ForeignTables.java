package io.github.luasearchers.engine;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import javax.script.Bindings;
import org.jspecify.annotations.Nullable;

/**
 * Finds the globals of foreign bindings again, as long as both are in use. Most hosts create new
 * bindings for each evaluation, so globals that hold nothing themselves are not remembered.
 */
final class ForeignTables {

  private final LuaState state;
  private final ReferenceQueue<Bindings> dropped = new ReferenceQueue<>();
  private @Nullable HashMap<Object, WeakReference<ForeignGlobals>> known;
  private @Nullable ForeignGlobals latest;

  ForeignTables(LuaState state) {
    this.state = state;
  }

  ForeignGlobals of(Bindings bindings) {
    @Nullable ForeignGlobals before = latest;
    if (before != null && before.bindings() == bindings) {
      return before;
    }
    if (before != null && before.hasOwn()) {
      remember(before);
    }
    @Nullable ForeignGlobals found = find(bindings);
    if (found == null) {
      found = new ForeignGlobals(state, bindings);
    }
    latest = found;
    return found;
  }

  private @Nullable ForeignGlobals find(Bindings bindings) {
    if (known == null) {
      return null;
    }
    @Nullable WeakReference<ForeignGlobals> reference = known.get(new Probe(bindings));
    return reference == null ? null : reference.get();
  }

  private void remember(ForeignGlobals globals) {
    if (known == null) {
      known = new HashMap<>();
    }
    for (Object key = dropped.poll(); key != null; key = dropped.poll()) {
      known.remove(key);
    }
    known.put(new Key(globals.bindings(), dropped), new WeakReference<>(globals));
  }

  /** The identity of bindings, held weakly. */
  private static final class Key extends WeakReference<Bindings> {

    private final int hash;

    Key(Bindings bindings, ReferenceQueue<Bindings> queue) {
      super(bindings, queue);
      hash = System.identityHashCode(bindings);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other || other instanceof Key key && get() != null && key.get() == get();
    }
  }

  /** The identity of bindings, to look up a {@link Key}. */
  private record Probe(Bindings bindings) {

    @Override
    public int hashCode() {
      return System.identityHashCode(bindings);
    }

    // HashMap calls equals of the key that is looked up, not of the one that it holds.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          ? key.get() == bindings
          : other instanceof Probe probe && probe.bindings == bindings;
    }
  }
}
