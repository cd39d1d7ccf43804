package io.github.luasearchers.cli.debug;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.lsp4j.debug.Variable;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What the editor may look into while a script is stopped, by number. */
final class Handles {

  /** A table with more items than this is shown in pages. */
  private static final int PAGE = 100;

  /** How many fields that are no items are shown. */
  private static final int FIELDS = 10_000;

  /** What has variables. */
  private interface Container {
    LuaValue get(LuaValue name);

    void set(LuaValue name, LuaValue value);

    List<LuaValue> names();
  }

  private final LuaRuntime lua;
  private final Shown shown;
  private final List<Container> containers = new ArrayList<>();

  Handles(LuaRuntime lua) {
    this.lua = lua;
    this.shown = new Shown(lua);
  }

  private int add(Container container) {
    containers.add(container);
    return containers.size();
  }

  int ofLocals(Frame frame) {
    return add(
        new Named(frame.locals()) {
          @Override
          LuaValue get(int number) {
            return frame.local(number);
          }

          @Override
          void set(int number, LuaValue value) {
            frame.setLocal(number, value);
          }
        });
  }

  int ofUpvalues(Frame frame) {
    return add(
        new Named(frame.upvalues()) {
          @Override
          LuaValue get(int number) {
            return frame.upvalue(number);
          }

          @Override
          void set(int number, LuaValue value) {
            frame.setUpvalue(number, value);
          }
        });
  }

  /** Returns a number for a value, 0 if there is nothing in it. */
  int of(LuaValue value) {
    return value instanceof LuaTable table && !table.next(LuaValue.NIL).arg1().isnil()
        ? add(new Fields(table))
        : 0;
  }

  // ---- answers

  /** Returns variables: of many items those from a start on. */
  Variable[] variables(int handle, @Nullable Boolean indexed, int start, int count) {
    Container container = container(handle);
    List<LuaValue> names = new ArrayList<>();
    int items = container instanceof Fields fields ? fields.table.rawlen() : 0;
    if (!Boolean.FALSE.equals(indexed)) {
      int end = count == 0 ? items : Math.min(items, start + count);
      for (int i = indexed == null && items <= PAGE ? 0 : start; i < end; i++) {
        names.add(LuaValue.valueOf(i + 1));
      }
    }
    if (!Boolean.TRUE.equals(indexed)) {
      names.addAll(container.names());
    }
    return names.stream()
        .map(name -> variable(title(name), container.get(name)))
        .toArray(Variable[]::new);
  }

  private String title(LuaValue name) {
    return name instanceof LuaString text ? LuaText.toJava(text) : "[" + shown.of(name) + "]";
  }

  /** Returns a value as the editor shows it. */
  Variable variable(String name, LuaValue value) {
    Variable variable = new Variable();
    variable.setName(name);
    variable.setValue(shown.of(value));
    variable.setType(value.typename());
    variable.setVariablesReference(of(value));
    if (value instanceof LuaTable table && table.rawlen() > PAGE) {
      variable.setIndexedVariables(table.rawlen());
      variable.setNamedVariables(new Fields(table).names().size());
    }
    return variable;
  }

  /**
   * Sets a variable by the name that the editor was told.
   *
   * @throws IllegalArgumentException if there is no such
   */
  Variable set(int handle, String name, LuaValue value) {
    Container container = container(handle);
    for (LuaValue each : all(container)) {
      if (title(each).equals(name)) {
        container.set(each, value);
        return variable(name, container.get(each));
      }
    }
    throw new IllegalArgumentException("there is no variable " + name);
  }

  private static List<LuaValue> all(Container container) {
    List<LuaValue> names = new ArrayList<>(container.names());
    int items = container instanceof Fields fields ? fields.table.rawlen() : 0;
    for (int i = 1; i <= items; i++) {
      names.add(LuaValue.valueOf(i));
    }
    return names;
  }

  private Container container(int handle) {
    if (handle < 1 || handle > containers.size()) {
      throw new IllegalArgumentException("the script has gone on since");
    }
    return containers.get(handle - 1);
  }

  // ---- containers

  /** The variables of a call. */
  private abstract static class Named implements Container {

    private final Map<String, Integer> numbers;

    Named(Map<String, Integer> numbers) {
      this.numbers = numbers;
    }

    abstract LuaValue get(int number);

    abstract void set(int number, LuaValue value);

    @Override
    public LuaValue get(LuaValue name) {
      return get(number(name));
    }

    @Override
    public void set(LuaValue name, LuaValue value) {
      set(number(name), value);
    }

    private int number(LuaValue name) {
      @Nullable Integer number = numbers.get(LuaText.toJava((LuaString) name));
      if (number == null) {
        throw new IllegalArgumentException("there is no variable " + name.tojstring());
      }
      return number;
    }

    @Override
    public List<LuaValue> names() {
      List<LuaValue> names = new ArrayList<>();
      for (String each : numbers.keySet()) {
        names.add(LuaText.of(each));
      }
      return names;
    }
  }

  /** The fields of a table. */
  private final class Fields implements Container {

    private final LuaTable table;

    Fields(LuaTable table) {
      this.table = table;
    }

    @Override
    public LuaValue get(LuaValue name) {
      return table.rawget(name);
    }

    @Override
    public void set(LuaValue name, LuaValue value) {
      table.rawset(lua.key(name), value);
    }

    /** Returns the keys that are no items. */
    @Override
    public List<LuaValue> names() {
      int items = table.rawlen();
      List<LuaValue> names = new ArrayList<>();
      for (Varargs entry = table.next(LuaValue.NIL); !entry.arg1().isnil(); ) {
        LuaValue key = entry.arg1();
        boolean item =
            key instanceof LuaNumber
                && key.todouble() >= 1
                && key.todouble() <= items
                && key.todouble() == Math.rint(key.todouble());
        if (!item && names.size() < FIELDS) {
          names.add(key);
        }
        entry = table.next(key);
      }
      names.sort((a, b) -> title(a).compareTo(title(b)));
      return names;
    }
  }
}
