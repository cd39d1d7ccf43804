package io.github.luasearchers.engine;

import io.github.luasearchers.engine.interop.JavaBridge;
import io.github.luasearchers.engine.value.LuaText;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.script.Bindings;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * Bindings whose values are Lua's own. Until a script first runs with them they are an ordinary
 * map; from then on they are a view of the script's globals, without those of the library.
 *
 * <p>Any thread may use them. A thread that comes while a script runs with them waits for its end.
 */
final class LuaBindings extends AbstractMap<String, Object> implements Bindings {

  /** All bindings; from {@link #attach} on, only those that scripts must not see. */
  private final Map<String, @Nullable Object> plain = new LinkedHashMap<>();

  /**
   * The values that were put, where Lua's form converts back to another class: a Short, for
   * example.
   */
  private final Map<String, Original> originals = new HashMap<>();

  private final ReentrantLock unattached = new ReentrantLock();
  private volatile @Nullable LuaState state;
  private @Nullable NativeGlobals globals;

  private record Original(LuaValue lua, Object java) {}

  // ---- for the engine

  /** Tells whether this is a view of globals of this state. */
  boolean belongsTo(LuaState other) {
    return state == other;
  }

  /**
   * Returns the globals, which hold the values from now on; null if they belong to another state.
   * The caller must have the state's turn.
   */
  @Nullable NativeGlobals attach(LuaState owner) {
    if (state == null) {
      unattached.lock();
      try {
        if (state == null) {
          fill(new NativeGlobals(owner, this), owner);
        }
      } finally {
        unattached.unlock();
      }
    }
    return belongsTo(owner) ? globals : null;
  }

  private void fill(NativeGlobals created, LuaState owner) {
    if (!plain.isEmpty()) {
      for (Map.Entry<String, @Nullable Object> entry : new ArrayList<>(plain.entrySet())) {
        if (!Names.isReserved(entry.getKey())) {
          plain.remove(entry.getKey());
          bind(created, owner, entry.getKey(), entry.getValue());
        }
      }
    }
    globals = created;
    state = owner;
  }

  /** Returns the value bound to a name, null if there is none. Only for attached bindings. */
  @Nullable LuaValue value(String name) {
    LuaString key = owner().names().toLua(name);
    NativeGlobals table = table();
    LuaValue value = table.bound(key);
    return value.isnil() && !table.isNull(key) ? null : value;
  }

  /** Tells whether there may be a reserved key, such as that of the file name. */
  boolean hasReserved() {
    return globals == null || !plain.isEmpty();
  }

  /** Returns names that include all reserved ones. */
  Collection<String> plainNames() {
    return plain.keySet();
  }

  // ---- Bindings

  @Override
  public @Nullable Object put(String name, @Nullable Object value) {
    checkName(name);
    @Nullable LuaState owner = enter();
    try {
      if (Names.isReserved(name)) {
        return plain.put(name, value);
      }
      if (owner == null) {
        checkText(name);
        checkText(value);
        return plain.put(name, value);
      }
      @Nullable Object before = value(name, owner);
      bind(table(), owner, name, value);
      return before;
    } finally {
      exit(owner);
    }
  }

  /** Rejects at once what would otherwise fail when a script first runs with these bindings. */
  private static void checkText(@Nullable Object value) {
    if (value instanceof String || value instanceof Character) {
      LuaText.check(value.toString());
    }
  }

  private void bind(NativeGlobals table, LuaState owner, String name, @Nullable Object value) {
    JavaBridge bridge = owner.bridge();
    LuaValue lua = bridge.toLua(value);
    table.bind(owner.names().toLua(name), lua);
    if (value == null || value.equals(bridge.toJava(lua))) {
      originals.remove(name);
    } else {
      originals.put(name, new Original(lua, value));
    }
  }

  @Override
  public void putAll(Map<? extends String, ? extends Object> toMerge) {
    for (Map.Entry<? extends String, ? extends Object> entry : toMerge.entrySet()) {
      put(entry.getKey(), entry.getValue());
    }
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    String name = checkName(key);
    @Nullable LuaState owner = enter();
    try {
      return owner == null || Names.isReserved(name)
          ? plain.containsKey(name)
          : table().isBound(owner.names().toLua(name));
    } finally {
      exit(owner);
    }
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    String name = checkName(key);
    @Nullable LuaState owner = enter();
    try {
      return owner == null || Names.isReserved(name) ? plain.get(name) : value(name, owner);
    } finally {
      exit(owner);
    }
  }

  private @Nullable Object value(String name, LuaState owner) {
    LuaValue value = table().bound(owner.names().toLua(name));
    if (!originals.isEmpty()) {
      @Nullable Original original = originals.get(name);
      if (original != null && original.lua.raweq(value)) {
        return original.java;
      }
    }
    return owner.bridge().toJava(value);
  }

  @Override
  public @Nullable Object remove(@Nullable Object key) {
    String name = checkName(key);
    @Nullable LuaState owner = enter();
    try {
      if (owner == null || Names.isReserved(name)) {
        return plain.remove(name);
      }
      @Nullable Object before = value(name, owner);
      originals.remove(name);
      table().unbind(owner.names().toLua(name));
      return before;
    } finally {
      exit(owner);
    }
  }

  // ---- turns

  /** Waits for the turn, and returns the state that gave it: null before a script first runs. */
  @SuppressWarnings("LockNotBeforeTry") // exit releases the lock
  private @Nullable LuaState enter() {
    @Nullable LuaState owner = state;
    if (owner == null) {
      unattached.lock();
      owner = state;
      if (owner == null) {
        return null;
      }
      unattached.unlock();
    }
    owner.evaluations().enter();
    return owner;
  }

  private void exit(@Nullable LuaState owner) {
    if (owner == null) {
      unattached.unlock();
    } else {
      owner.evaluations().exit();
    }
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return new Entries();
  }

  private NativeGlobals table() {
    return Objects.requireNonNull(globals);
  }

  private LuaState owner() {
    return Objects.requireNonNull(state);
  }

  private static String checkName(@Nullable Object key) {
    Objects.requireNonNull(key, "the name of a binding");
    if (!(key instanceof String name)) {
      throw new ClassCastException("the name of a binding is no String: " + key.getClass());
    }
    if (name.isEmpty()) {
      throw new IllegalArgumentException("the name of a binding is empty");
    }
    return name;
  }

  /** Returns all names without reading a value. */
  List<String> names() {
    @Nullable LuaState owner = enter();
    try {
      List<String> names = new ArrayList<>(plain.keySet());
      if (owner != null) {
        names.addAll(table().names());
      }
      return names;
    } finally {
      exit(owner);
    }
  }

  /** A live view. An iterator goes through the names that exist when it is created. */
  private final class Entries extends AbstractSet<Map.Entry<String, Object>> {

    @Override
    public int size() {
      return names().size();
    }

    @Override
    public Iterator<Map.Entry<String, Object>> iterator() {
      Iterator<String> names = names().iterator();
      return new Iterator<>() {
        private @Nullable String last;

        @Override
        public boolean hasNext() {
          return names.hasNext();
        }

        @Override
        public Map.Entry<String, Object> next() {
          last = names.next();
          return new LiveEntry(last);
        }

        @Override
        public void remove() {
          if (last == null) {
            throw new IllegalStateException();
          }
          LuaBindings.this.remove(last);
          last = null;
        }
      };
    }
  }

  /** An entry that writes through. */
  private final class LiveEntry extends SimpleEntry<String, Object> {

    private static final long serialVersionUID = 1;

    LiveEntry(String name) {
      super(name, get(name));
    }

    @Override
    public Object setValue(Object value) {
      put(getKey(), value);
      return super.setValue(value);
    }
  }
}
