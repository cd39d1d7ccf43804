package io.github.luasearchers.engine.live.patch;

import io.github.luasearchers.engine.value.CurrentMeter;
import io.github.luasearchers.engine.value.EvaluationMeter;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Recoding;
import io.github.luasearchers.engine.vm.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Changes of tables and variables, and how to take them back. */
final class Edits {

  /** Lets everything pass: what was begun has to be finished. */
  private static final EvaluationMeter UNMETERED = new Unmetered();

  private final LuaRuntime lua;
  private final List<Edit> all = new ArrayList<>();

  Edits(LuaRuntime lua) {
    this.lua = lua;
  }

  void field(Table table, LuaValue key, LuaValue value) {
    all.add(new Field(table, key, value));
  }

  void variable(Object variable, LuaValue value) {
    all.add(new Cell(variable, value));
  }

  void metatable(Table table, LuaValue metatable) {
    all.add(new Metatable(lua, table, metatable));
  }

  void apply() {
    unmetered(() -> all.forEach(Edit::exchange));
  }

  void undo() {
    unmetered(
        () -> {
          for (int i = all.size() - 1; i >= 0; i--) {
            all.get(i).exchange();
          }
        });
  }

  /** Does work that no limit stops. */
  static void unmetered(Runnable work) {
    @Nullable EvaluationMeter before = CurrentMeter.begin(UNMETERED);
    try {
      work.run();
    } finally {
      CurrentMeter.end(before);
    }
  }

  /** Something that has one value and gets another. */
  private interface Edit {
    void exchange();
  }

  private static final class Field implements Edit {
    private final Table table;
    private final LuaValue key;
    private LuaValue other;

    Field(Table table, LuaValue key, LuaValue other) {
      this.table = table;
      this.key = key;
      this.other = other;
    }

    @Override
    public void exchange() {
      LuaValue before = table.rawget(key);
      table.rawset(key, other);
      other = before;
    }
  }

  private static final class Cell implements Edit {
    private final Object variable;
    private LuaValue other;

    Cell(Object variable, LuaValue other) {
      this.variable = variable;
      this.other = other;
    }

    @Override
    public void exchange() {
      LuaValue before = Recoding.value(variable);
      Recoding.setValue(variable, other);
      other = before;
    }
  }

  private static final class Metatable implements Edit {
    private final LuaRuntime lua;
    private final Table table;
    private LuaValue other;

    Metatable(LuaRuntime lua, Table table, LuaValue other) {
      this.lua = lua;
      this.table = table;
      this.other = other;
    }

    @Override
    public void exchange() {
      LuaTable before = table.metatableOrNull();
      lua.setMetatable(table, other);
      other = before == null ? LuaValue.NIL : before;
    }
  }

  private static final class Unmetered implements EvaluationMeter {
    @Override
    public void spend(int work) {}

    @Override
    public void charge(int work) {}

    @Override
    public void reserve(long bytes) {}

    @Override
    public void stopIfDue() {}
  }
}
