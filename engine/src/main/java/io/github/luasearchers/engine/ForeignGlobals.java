package io.github.luasearchers.engine;

import io.github.luasearchers.engine.vm.Table;
import javax.script.Bindings;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Globals that live in foreign Bindings, which are asked for each name at each use: they may
 * compute what they hold. Keys that Bindings cannot have, such as numbers, live in this table.
 */
final class ForeignGlobals extends Table {

  private static final String[] NO_NAMES = {};

  private final LuaState state;
  private final Bindings bindings;

  /** The names that existed when a script began to traverse its globals. */
  private @Nullable LuaTable listing;

  ForeignGlobals(LuaState state, Bindings bindings) {
    this.state = state;
    this.bindings = bindings;
  }

  Bindings bindings() {
    return bindings;
  }

  /** Tells whether this table holds something that its bindings do not. */
  boolean hasOwn() {
    return getmetatable() != null || !super.next(NIL).arg1().isnil();
  }

  // ---- reading

  @Override
  public LuaValue rawget(LuaValue key) {
    @Nullable String name = state.nameOf(key);
    return name == null ? super.rawget(key) : look(name, key);
  }

  private LuaValue look(String name, LuaValue key) {
    ContextScopes scopes = state.scopes();
    @Nullable LuaValue value = scopes.before(name);
    if (value == null) {
      value = scopes.valueIn(bindings, name);
    }
    return value == null ? beyond(name, key) : value;
  }

  /** Returns the value of a name that the bindings do not have. */
  private LuaValue beyond(String name, LuaValue key) {
    @Nullable LuaValue behind = state.scopes().behind(name, bindings);
    if (behind != null) {
      return behind;
    }
    return key.raweq(LuaState.SELF) ? this : state.library().rawget(key);
  }

  // ---- writing

  @Override
  public void rawset(LuaValue key, LuaValue value) {
    @Nullable String name = state.nameOf(key);
    if (name == null) {
      super.rawset(key, value);
    } else if (value.isnil()) {
      remove(name, key);
    } else {
      bindings.put(name, state.bridge().toJava(value));
    }
  }

  /** Makes a name nil. If it is visible in another place as well, a null has to hide that. */
  private void remove(String name, LuaValue key) {
    if (!beyond(name, key).isnil()) {
      bindings.put(name, null);
    } else if (bindings.containsKey(name)) {
      try {
        bindings.remove(name);
      } catch (RuntimeException e) {
        bindings.put(name, null); // not all bindings can remove
      }
    }
  }

  // ---- traversal

  @Override
  public Varargs next(LuaValue key) {
    @Nullable LuaTable names = listing;
    if (key.isnil() || names == null) {
      names = list();
      listing = names;
    }
    for (Varargs entry = names.next(key); !entry.arg1().isnil(); entry = names.next(entry.arg1())) {
      LuaValue value = rawget(entry.arg1());
      if (!value.isnil()) {
        return varargsOf(entry.arg1(), value);
      }
    }
    return NIL;
  }

  private LuaTable list() {
    Table names = new Table();
    addKeys(names, state.library());
    for (Varargs e = super.next(NIL); !e.arg1().isnil(); e = super.next(e.arg1())) {
      names.rawset(e.arg1(), TRUE);
    }
    for (String name : boundNames()) {
      LuaString key = state.names().toLua(name);
      if (state.nameOf(key) != null) {
        names.rawset(key, TRUE);
      }
    }
    return names;
  }

  /** Returns the names that the bindings list: some compute what they hold, and list none. */
  private String[] boundNames() {
    try {
      return bindings.keySet().toArray(NO_NAMES);
    } catch (RuntimeException e) {
      return NO_NAMES;
    }
  }

  private static void addKeys(Table names, LuaTable from) {
    for (Varargs e = from.next(NIL); !e.arg1().isnil(); e = from.next(e.arg1())) {
      names.rawset(e.arg1(), TRUE);
    }
  }
}
