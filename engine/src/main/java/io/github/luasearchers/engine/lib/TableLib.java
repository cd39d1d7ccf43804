package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.Numbers;
import io.github.luasearchers.engine.value.StringTable;
import io.github.luasearchers.engine.vm.Event;
import io.github.luasearchers.engine.vm.HeapWalk;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The library {@code table}: ltablib.c.
 *
 * <p>Up to Lua 5.2 its functions look at the entries of tables only, but ask {@code __len}; from
 * 5.3 on they use all metamethods, and whatever has those will do in place of a table.
 */
final class TableLib {

  private static final int CONCATENATE = 0;
  private static final int INSERT = 1;
  private static final int PACK = 2;
  private static final int REMOVE = 3;
  private static final int SORT = 4;
  private static final int MOVE = 5;
  private static final int MAXN = 6;

  private static final LuaString N = StringTable.name("n");
  private static final LuaString EMPTY = LuaString.valueOf("");

  /** What an object must do to pass for a table: {@code TAB_R} and so on. */
  private static final int READ = 1;

  private static final int WRITE = 2;
  private static final int LENGTH = 4;

  private TableLib() {}

  /** Puts the functions into the library's table. */
  static void fill(LuaRuntime lua, Table table) {
    table.presize(0, 8);
    new Function(lua, "concat", CONCATENATE).addTo(table);
    new Function(lua, "insert", INSERT).addTo(table);
    new Function(lua, "pack", PACK).addTo(table);
    new Function(lua, "remove", REMOVE).addTo(table);
    new Function(lua, "sort", SORT).addTo(table);
    if (lua.level().atLeast(Level.LUA_5_3)) {
      new Function(lua, "move", MOVE).addTo(table);
    } else {
      new Function(lua, "maxn", MAXN).addTo(table);
    }
  }

  private static final class Function extends LibraryFunction {

    private final int function;

    Function(LuaRuntime lua, String name, int function) {
      super(lua, name);
      this.function = function;
    }

    @Override
    protected Varargs run(Varargs args) {
      return switch (function) {
        case CONCATENATE -> concat(args);
        case INSERT -> insert(args);
        case PACK -> pack(args);
        case REMOVE -> remove(args);
        case SORT -> sort(args);
        case MOVE -> move(args);
        case MAXN -> maxn(checkTable(args, 1));
        default -> throw new IllegalStateException(name());
      };
    }

    @Override
    protected Varargs run2(LuaValue arg1, LuaValue arg2) {
      if (function == INSERT && arg1 instanceof LuaTable table && table.getmetatable() == null) {
        table.rawset(table.rawlen() + 1, arg2);
        return NONE;
      }
      return run(varargsOf(arg1, arg2));
    }

    // ---- access

    private void set(LuaValue table, long index, LuaValue value) {
      if (!isRaw(table)) {
        lua.setIndex(table, lua.whole(index), value);
      } else if (index == (int) index) {
        ((LuaTable) table).rawset((int) index, value);
      } else {
        ((LuaTable) table).rawset(lua.whole(index), value);
      }
    }

    /**
     * Fails unless an argument is a table, or from Lua 5.3 on can behave like one ({@code
     * checktab}).
     */
    private LuaValue checkTable(Varargs args, int arg, int what) {
      LuaValue value = args.arg(arg);
      if (value instanceof LuaTable
          || level53
              && ((what & READ) == 0 || !metamethod(value, INDEX).isnil())
              && ((what & WRITE) == 0 || !metamethod(value, NEWINDEX).isnil())
              && ((what & LENGTH) == 0 || !metamethod(value, Event.LEN.name).isnil())) {
        return value;
      }
      throw typeError(args, arg, "table");
    }

    // ---- the list

    private Varargs insert(Varargs args) {
      LuaValue table = checkTable(args, 1, READ | WRITE | LENGTH);
      long empty = level53 ? length(table) + 1 : (int) (length(table) + 1);
      switch (args.narg()) {
        case 2 -> set(table, empty, args.arg(2));
        case 3 -> {
          long position = checkInt(args, 2);
          boolean inside =
              level54
                  ? Long.compareUnsigned(position - 1, empty) < 0
                  : position >= 1 && position <= empty;
          if (!inside) {
            throw argError(2, "position out of bounds");
          }
          for (long i = empty; i > position; i--) {
            set(table, i, element(table, i - 1));
            lua.charge(1);
          }
          set(table, position, args.arg(3));
        }
        default -> throw failure("wrong number of arguments to 'insert'");
      }
      return NONE;
    }

    private LuaValue remove(Varargs args) {
      LuaValue table = checkTable(args, 1, READ | WRITE | LENGTH);
      long size = length(table);
      long position = optInt(args, 2, size);
      boolean inside =
          level54
              ? Long.compareUnsigned(position - 1, size) <= 0
              : position >= 1 && position <= size + 1;
      if (position != size && !inside) {
        throw argError(level54 ? 2 : 1, "position out of bounds");
      }
      LuaValue removed = element(table, position);
      for (; position < size; position++) {
        set(table, position, element(table, position + 1));
        lua.charge(1);
      }
      set(table, position, NIL);
      return removed;
    }

    private LuaValue move(Varargs args) {
      long from = checkInteger(args, 2);
      long end = checkInteger(args, 3);
      long to = checkInteger(args, 4);
      LuaValue source = checkTable(args, 1, READ);
      int target = args.arg(5).isnil() ? 1 : 5;
      LuaValue destination = checkTable(args, target, WRITE);
      if (end < from) {
        return destination;
      }
      if (from <= 0 && end >= Long.MAX_VALUE + from) {
        throw argError(3, "too many elements to move");
      }
      long count = end - from + 1;
      if (to > Long.MAX_VALUE - count + 1) {
        throw argError(4, "destination wrap around");
      }
      if (to > end || to <= from || target != 1 && !lua.equal(source, destination)) {
        for (long i = 0; i < count; i++) {
          set(destination, to + i, element(source, from + i));
          lua.charge(1);
        }
      } else {
        for (long i = count - 1; i >= 0; i--) {
          set(destination, to + i, element(source, from + i));
          lua.charge(1);
        }
      }
      return destination;
    }

    private Varargs sort(Varargs args) {
      LuaValue table = checkTable(args, 1, READ | WRITE | LENGTH);
      long size = length(table);
      if (level53 && size > 1 && size >= Integer.MAX_VALUE) {
        throw argError(1, "array too big");
      }
      LuaValue order = NIL;
      if (!args.arg(2).isnil() && (size > 1 || !level53)) {
        order = checkFunction(args, 2);
      }
      if (size > 1) {
        sort(table, (int) size, order);
      }
      return NONE;
    }

    /** Sorts a copy of the entries, and puts it back even if the comparison fails on the way. */
    private void sort(LuaValue table, int size, LuaValue order) {
      LuaValue[] values = allocate(size);
      for (int i = 0; i < size; i++) {
        values[i] = element(table, i + 1);
        lua.charge(1);
      }
      try {
        TableSort.sort(lua, level53, values, order);
      } finally {
        for (int i = 0; i < size; i++) {
          set(table, i + 1, values[i]);
        }
      }
    }

    // ---- text

    private LuaString concat(Varargs args) {
      LuaValue table = NIL;
      long last = 0;
      if (level53) {
        table = checkTable(args, 1, READ | LENGTH);
        last = length(table);
      }
      LuaString separator = optString(args, 2, EMPTY);
      if (!level53) {
        table = checkTable(args, 1);
      }
      long first = optInt(args, 3, 1);
      if (level53 || !args.arg(4).isnil()) {
        last = optInt(args, 4, last);
      } else {
        last = length(table);
      }
      LuaStringBuffer out = new LuaStringBuffer(lua, 0);
      for (long i = first; i < last; i++) {
        addField(table, i, out);
        out.append(separator);
        lua.charge(1);
      }
      if (first <= last) {
        addField(table, last, out);
      }
      return out.toLuaString();
    }

    private void addField(LuaValue table, long index, LuaStringBuffer out) {
      LuaValue value = element(table, index);
      if (value instanceof LuaString string) {
        out.append(string);
      } else if (value instanceof LuaInteger integer) {
        out.appendDecimal(integer.v);
      } else if (value instanceof LuaNumber) {
        out.append(lua.text(value));
      } else {
        throw failure(
            "invalid value ("
                + value.typename()
                + ") at index "
                + (level54 ? index : (int) index)
                + " in table for 'concat'");
      }
    }

    // ---- packing

    private LuaValue pack(Varargs args) {
      int n = args.narg();
      lua.reserve((long) n * HeapWalk.REFERENCE);
      Table table = new Table(n, 1);
      for (int i = 1; i <= n; i++) {
        table.rawset(i, args.arg(i));
      }
      table.rawset(N, LuaInteger.valueOf(n));
      return table;
    }

    private LuaValue maxn(LuaTable table) {
      double most = 0;
      Varargs entry = table.next(NIL);
      while (!entry.isnil(1)) {
        LuaValue key = entry.arg1();
        if (key instanceof LuaNumber && key.todouble() > most) {
          most = key.todouble();
        }
        lua.charge(1);
        entry = table.next(key);
      }
      return Numbers.integral(most);
    }
  }
}
