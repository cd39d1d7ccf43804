package io.github.luasearchers.engine.live;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.StringTable;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Function;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What modules define to take part in their own reloads: fields of the tables that they return. */
final class Hooks {

  private static final LuaString UNLOAD = StringTable.name("__unload");
  private static final LuaString RELOAD = StringTable.name("__reload");
  private static final LuaString PRUNE = StringTable.name("__prune");
  private static final LuaString ACCEPT = StringTable.name("__accept");
  private static final LuaString KEEP = StringTable.name("__keep");
  private static final LuaString PATCH = LuaString.valueOf("patch");

  private final LuaRuntime lua;

  /** The values that have been told to unload. None is told twice. */
  private final Set<LuaValue> unloaded = Collections.newSetFromMap(new WeakHashMap<>());

  Hooks(LuaRuntime lua) {
    this.lua = lua;
  }

  private static LuaValue field(LuaValue module, LuaString name) {
    return module instanceof LuaTable table ? table.rawget(name) : LuaValue.NIL;
  }

  /** Tells whether a module's value wants to be patched rather than replaced. */
  static boolean wantsPatch(LuaValue module) {
    return PATCH.raweq(field(module, RELOAD));
  }

  /** Tells whether it says itself how its new value takes over. */
  static boolean reloads(LuaValue module) {
    return field(module, RELOAD) instanceof LuaFunction;
  }

  /** Returns the names of variables whose values a patch keeps, whatever the new text says. */
  static Set<String> kept(LuaValue module) {
    Set<String> names = new HashSet<>();
    if (field(module, KEEP) instanceof LuaTable list) {
      for (int i = 1; !list.rawget(i).isnil(); i++) {
        names.add(list.rawget(i).tojstring());
      }
    }
    return names;
  }

  // ---- acceptance

  /** Tells whether a module says that those who require it need not know of its reload. */
  static boolean acceptsItself(LuaValue module) {
    return field(module, ACCEPT) == LuaValue.TRUE;
  }

  /** Tells whether a module says that it copes with the reload of one that it requires. */
  static boolean accepts(LuaValue module, String required) {
    LuaValue accept = field(module, ACCEPT);
    return accept instanceof LuaFunction
        || (accept instanceof LuaTable table && table.rawget(LuaText.of(required)).toboolean());
  }

  /**
   * Tells a module of the new values of what it accepts, by name: its {@code __accept} once, or the
   * function that it has for each.
   */
  void accept(LuaValue module, Map<String, LuaValue> fresh, Function<String, LuaValue> before) {
    LuaValue accept = field(module, ACCEPT);
    if (accept instanceof LuaFunction) {
      LuaTable changes = LuaValue.tableOf();
      for (Map.Entry<String, LuaValue> each : fresh.entrySet()) {
        changes.rawset(LuaText.of(each.getKey()), each.getValue());
      }
      lua.call(accept, (Varargs) changes);
    } else if (accept instanceof LuaTable table) {
      for (Map.Entry<String, LuaValue> each : fresh.entrySet()) {
        LuaValue handler = table.rawget(LuaText.of(each.getKey()));
        if (handler instanceof LuaFunction) {
          lua.call(handler, LuaValue.varargsOf(each.getValue(), before.apply(each.getKey())));
        }
      }
    }
  }

  // ---- the end of a value, and its successor

  /** Has a module's new value take over from the old one. */
  void reload(LuaValue module, LuaValue before, LuaTable data) {
    LuaValue reload = field(module, RELOAD);
    if (reload instanceof LuaFunction) {
      lua.call(reload, LuaValue.varargsOf(before, data));
    }
  }

  /** Tells a module's value that it is replaced or unloaded, once. */
  void unload(LuaValue module, LuaTable data) {
    LuaValue unload = field(module, UNLOAD);
    if (unload instanceof LuaFunction && unloaded.add(module)) {
      lua.call(unload, (Varargs) data);
    }
  }

  /** Tells a module's value that nobody requires it any more. */
  void prune(LuaValue module, LuaTable data) {
    LuaValue prune = field(module, PRUNE);
    if (prune instanceof LuaFunction) {
      lua.call(prune, (Varargs) data);
    } else {
      unload(module, data);
    }
  }
}
