package io.github.luasearchers.engine.vm;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * Finds out who holds a value: the shortest way to it from the global variables and from {@code
 * package.loaded}, of those that are not weak.
 */
public final class Holders {

  /** The most objects that are looked at. */
  private static final int MOST = 1 << 20;

  private final LuaRuntime lua;
  private final Namer namer;
  private final IdentityHashMap<LuaValue, Way> ways = new IdentityHashMap<>();
  private final Set<Object> cells = Collections.newSetFromMap(new IdentityHashMap<>());
  private final ArrayDeque<LuaValue> open = new ArrayDeque<>();

  private Holders(LuaRuntime lua, Namer namer) {
    this.lua = lua;
    this.namer = namer;
  }

  /** Writes the field of a table. */
  public interface Namer {

    /** Returns how a script writes the field of what it writes so. */
    String field(String table, LuaValue key);
  }

  /**
   * Returns the holders of values, such as {@code _G.app.handlers[3]}; nothing for a value that no
   * script can reach, or that is too far away.
   */
  public static Map<LuaValue, String> find(
      LuaRuntime lua, Collection<? extends LuaValue> values, Namer namer) {
    Holders search = new Holders(lua, namer);
    Set<LuaValue> left = Collections.newSetFromMap(new IdentityHashMap<>());
    left.addAll(values);
    search.addRoots();
    IdentityHashMap<LuaValue, String> found = new IdentityHashMap<>();
    while (!left.isEmpty() && !search.open.isEmpty() && search.ways.size() < MOST) {
      LuaValue next = search.open.poll();
      if (left.remove(next)) {
        found.put(next, search.path(next));
      }
      search.visit(next);
    }
    return found;
  }

  private void addRoots() {
    add(lua.globals(), null, Way.ROOT, LuaValue.valueOf("_G"));
    LuaTable loaded = lua.loadedTable();
    if (loaded != null) {
      add(loaded, null, Way.ROOT, LuaValue.valueOf("package.loaded"));
    }
    add(lua.registry(), null, Way.ROOT, LuaValue.valueOf("the registry"));
    for (Coroutine each = lua.thread(); each != null; each = each.resumer) {
      add(each, null, Way.ROOT, LuaValue.valueOf("the running thread"));
    }
    add(lua.mainThread(), null, Way.ROOT, LuaValue.valueOf("the main thread"));
  }

  private void add(@Nullable LuaValue value, @Nullable LuaValue from, int kind, LuaValue name) {
    if (value != null && isObject(value) && !ways.containsKey(value)) {
      ways.put(value, new Way(from, kind, name));
      open.add(value);
    }
  }

  private static boolean isObject(LuaValue value) {
    return value.type() > LuaValue.TBOOLEAN
        && !(value instanceof LuaString)
        && !(value instanceof LuaNumber);
  }

  private void visit(LuaValue value) {
    if (value instanceof Table table) {
      visit(table);
    } else if (value instanceof Closure closure) {
      for (int i = 1; i <= closure.upvalueCount(); i++) {
        if (cells.add(closure.upvalueId(i))) {
          add(closure.upvalue(i), closure, Way.UPVALUE, closure.upvalueName(i));
        }
      }
    } else if (value instanceof Coroutine thread) {
      visit(thread);
    } else if (value instanceof HeapNode holder) {
      HeapWalk inside = new HeapWalk(lua);
      holder.hold(inside);
      inside.found().forEach(each -> add(each, value, Way.INSIDE, LuaValue.NIL));
    }
    if (value.isuserdata() || value.istable()) {
      add(lua.metatable(value), value, Way.METATABLE, LuaValue.NIL);
    }
  }

  private void visit(Table table) {
    String mode = table.metamethod(Event.MODE) instanceof LuaString text ? text.tojstring() : "";
    boolean weakKeys = mode.contains("k");
    boolean weakValues = mode.contains("v");
    for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
      LuaValue key = table.keyIn(slot);
      if (!weakKeys) {
        add(key, table, Way.KEY, LuaValue.NIL);
      }
      if (!weakValues) {
        add(table.valueIn(slot), table, Way.FIELD, key);
      }
    }
  }

  private void visit(Coroutine thread) {
    for (int i = 0; i < thread.stack.length; i++) {
      add(thread.stack[i], thread, Way.STACK, LuaValue.NIL);
    }
  }

  /** Returns how a value is reached. */
  private String path(LuaValue value) {
    Way way = ways.get(value);
    if (way == null) {
      return "";
    }
    LuaValue from = way.from;
    return from == null ? way.name.tojstring() : way.text(path(from), namer);
  }

  /** The last step on the way to a value. */
  private static final class Way {

    static final int ROOT = 0;
    static final int FIELD = 1;
    static final int KEY = 2;
    static final int UPVALUE = 3;
    static final int STACK = 4;
    static final int METATABLE = 5;
    static final int INSIDE = 6;

    final @Nullable LuaValue from;
    final int kind;
    final LuaValue name;

    Way(@Nullable LuaValue from, int kind, LuaValue name) {
      this.from = from;
      this.kind = kind;
      this.name = name;
    }

    String text(String before, Namer namer) {
      return switch (kind) {
        case FIELD -> namer.field(before, name);
        case KEY -> "a key of " + before;
        case UPVALUE -> "the variable '" + name.tojstring() + "' of " + before;
        case STACK -> "the stack of " + before;
        case METATABLE -> "the metatable of " + before;
        default -> before; // such as a function that resumes a coroutine
      };
    }
  }
}
