package io.github.luasearchers.engine;

import io.github.luasearchers.engine.vm.Table;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The globals behind {@link LuaBindings}. The values live in this table, those of the library
 * included, so that a script's globals are as fast as the fields of any table.
 */
final class NativeGlobals extends Table {

  /** Room for the library, and some for the script. */
  private static final int SIZE = 64;

  private final LuaState state;
  private final LuaBindings bindings;

  /** The names bound to null, which hides what the scopes behind have for them. */
  private @Nullable HashSet<LuaValue> nulls;

  NativeGlobals(LuaState state, LuaBindings bindings) {
    super(0, SIZE);
    this.state = state;
    this.bindings = bindings;
    LuaTable library = state.library();
    for (Varargs entry = library.next(NIL); !entry.arg1().isnil(); ) {
      super.rawset(entry.arg1(), entry.arg(2));
      entry = library.next(entry.arg1());
    }
    super.rawset(LuaState.SELF, this);
  }

  // ---- what scripts see

  @Override
  public LuaValue rawget(LuaValue key) {
    LuaValue value = super.rawget(key);
    return value.isnil() || !showsOwn() ? resolve(key, value) : value;
  }

  @Override
  protected boolean showsOwn() {
    return !state.scopes().overriding();
  }

  private LuaValue resolve(LuaValue key, LuaValue own) {
    @Nullable String name = state.nameOf(key);
    if (name == null) {
      return own;
    }
    ContextScopes scopes = state.scopes();
    @Nullable LuaValue before = scopes.before(name);
    if (before != null) {
      return before;
    }
    if (own.isnil() ? isNull(key) : !isLibrary(key, own)) {
      return own;
    }
    @Nullable LuaValue behind = scopes.behind(name, bindings);
    return behind == null ? own : behind;
  }

  @Override
  public void rawset(LuaValue key, LuaValue value) {
    super.rawset(key, value);
    if (value.isnil()) {
      hide(key);
    } else if (nulls != null) {
      nulls.remove(key);
    }
  }

  @Override
  protected boolean takesAsOwn(LuaValue value) {
    return nulls == null && !value.isnil();
  }

  /** Makes sure that a name that was set to nil is nil, whatever the scopes behind have for it. */
  private void hide(LuaValue key) {
    @Nullable String name = state.nameOf(key);
    if (name != null && state.scopes().behind(name, bindings) != null) {
      bindNull(key);
    }
  }

  // ---- what the bindings see

  /** Returns the value bound to a name; nil if there is none, or if it is the library's own. */
  LuaValue bound(LuaValue key) {
    LuaValue value = super.rawget(key);
    return isLibrary(key, value) ? NIL : value;
  }

  boolean isBound(LuaValue key) {
    return isNull(key) || !bound(key).isnil();
  }

  boolean isNull(LuaValue key) {
    return nulls != null && nulls.contains(key);
  }

  void bind(LuaString key, LuaValue value) {
    super.rawset(key, value);
    if (value.isnil()) {
      bindNull(key);
    } else if (nulls != null) {
      nulls.remove(key);
    }
  }

  private void bindNull(LuaValue key) {
    if (nulls == null) {
      nulls = new HashSet<>();
    }
    nulls.add(key);
  }

  /** Removes a binding, so that the library's value of that name comes back. */
  void unbind(LuaString key) {
    super.rawset(key, key.raweq(LuaState.SELF) ? this : state.library().rawget(key));
    if (nulls != null) {
      nulls.remove(key);
    }
  }

  /** Returns the names that are bound. */
  Set<String> names() {
    Set<String> names = new HashSet<>();
    for (LuaValue key = next(NIL).arg1(); !key.isnil(); key = next(key).arg1()) {
      addName(names, key);
    }
    if (nulls != null) {
      for (LuaValue key : nulls) {
        addName(names, key);
      }
    }
    return names;
  }

  private void addName(Set<String> names, LuaValue key) {
    @Nullable String name = state.nameOf(key);
    if (name != null && isBound(key)) {
      names.add(name);
    }
  }

  private boolean isLibrary(LuaValue key, LuaValue value) {
    return key.raweq(LuaState.SELF) ? value.raweq(this) : value.raweq(state.library().rawget(key));
  }
}
