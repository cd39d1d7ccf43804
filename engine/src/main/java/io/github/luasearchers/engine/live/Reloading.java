package io.github.luasearchers.engine.live;

import io.github.luasearchers.engine.require.LoadHook;
import io.github.luasearchers.engine.require.ModuleRecord;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.StringTable;
import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * What a module that is run again finds in {@code package.reloading}: its data, its old value, and
 * a way to say that those who require it have to be reloaded after all.
 */
final class Reloading implements LoadHook {

  private static final LuaString FIELD = StringTable.name("reloading");

  private final LuaRuntime lua;
  private final LuaTable functions;
  private final ModuleData data;
  private final Before before;
  private final List<LuaValue> outer = new ArrayList<>();

  /** The modules that have withdrawn their acceptance, and why. */
  private final Map<String, String> withdrawn = new LinkedHashMap<>();

  /**
   * @param functions what {@code package} finds its further fields in
   */
  Reloading(LuaRuntime lua, LuaTable functions, ModuleData data, Before before) {
    this.lua = lua;
    this.functions = functions;
    this.data = data;
    this.before = before;
  }

  @Override
  public void begin(ModuleRecord record) {
    outer.add(functions.rawget(FIELD));
    LuaValue old = before.value(record.name());
    functions.rawset(FIELD, old.isnil() ? LuaValue.NIL : table(record.name(), old));
  }

  @Override
  public void end(ModuleRecord record) {
    functions.rawset(FIELD, outer.remove(outer.size() - 1));
  }

  /** Runs a hook of a module with its table. */
  void during(String module, Runnable hook) {
    LuaValue around = functions.rawget(FIELD);
    functions.rawset(FIELD, table(module, before.value(module)));
    try {
      hook.run();
    } finally {
      functions.rawset(FIELD, around);
    }
  }

  /** Ends everything: no module is reloaded any more. */
  void close() {
    functions.rawset(FIELD, LuaValue.NIL);
  }

  /** Returns the modules that have withdrawn their acceptance since the last question, and why. */
  Map<String, String> takeWithdrawn() {
    Map<String, String> taken = new LinkedHashMap<>(withdrawn);
    withdrawn.clear();
    return taken;
  }

  private LuaTable table(String module, LuaValue old) {
    LuaTable table = LuaValue.tableOf();
    table.rawset(StringTable.name("data"), data.of(module));
    table.rawset(StringTable.name("old"), old);
    new Invalidate(module).addTo(table);
    return table;
  }

  private final class Invalidate extends Builtin {

    private final String module;

    Invalidate(String module) {
      super(Reloading.this.lua, "invalidate");
      this.module = module;
    }

    @Override
    protected Varargs run(Varargs args) {
      LuaString reason = optString(args, 1, LuaText.of("it says so"));
      withdrawn.put(module, LuaText.toJava(reason));
      return NONE;
    }
  }
}
