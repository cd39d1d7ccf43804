package io.github.luasearchers.engine.live;

import io.github.luasearchers.engine.LuaModule;
import io.github.luasearchers.engine.ReloadOption;
import io.github.luasearchers.engine.ReloadReport;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Numbers;
import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The functions that look at loaded modules and change them. */
final class LiveFunction extends Builtin {

  enum Operation {
    RELOAD("reload"),
    RELOAD_CHANGED("reloadChanged"),
    MODULES("modules"),
    CHANGED("changed"),
    UNLOAD("unload"),
    PATCH("patch");

    final String name;

    Operation(String name) {
      this.name = name;
    }
  }

  private final Live live;
  private final Operation operation;

  LiveFunction(LuaRuntime lua, Live live, Operation operation) {
    super(lua, operation.name);
    this.live = live;
    this.operation = operation;
  }

  @Override
  protected Varargs run(Varargs args) {
    return switch (operation) {
      case RELOAD -> reload(args);
      case RELOAD_CHANGED -> report(live.reloads().reloadChanged(args.arg(1).toboolean()));
      case MODULES -> modules(args);
      case CHANGED -> live.reloads().isChanged(name(args)) ? TRUE : FALSE;
      case UNLOAD -> unload(args);
      case PATCH -> patch(args);
    };
  }

  private String name(Varargs args) {
    return LuaText.toJava(checkString(args, 1));
  }

  /** {@code reload(name [, how [, again]])} returns the module's value and a report. */
  private Varargs reload(Varargs args) {
    String module = name(args);
    Set<ReloadOption> options = EnumSet.noneOf(ReloadOption.class);
    if (!args.isnoneornil(2)) {
      options.add(how(args));
    }
    if (args.arg(3).toboolean()) {
      options.add(ReloadOption.PATCHES_AGAIN);
    }
    LuaTable report = report(live.reloads().reload(module, options));
    return varargsOf(live.reloads().modules().value(module), report);
  }

  private ReloadOption how(Varargs args) {
    String text = LuaText.toJava(checkString(args, 2));
    return switch (text) {
      case "patch" -> ReloadOption.PATCH;
      case "replace" -> ReloadOption.REPLACE;
      default -> throw argError(2, "invalid option '" + text + "'");
    };
  }

  private LuaTable report(ReloadReport report) {
    LuaTable table = tableOf();
    table.set("reloaded", list(report.reloaded()));
    table.set("patched", list(report.patched()));
    table.set("unloaded", list(report.unloaded()));
    table.set("notes", list(report.notes()));
    return table;
  }

  private static LuaTable list(List<String> texts) {
    LuaTable list = tableOf();
    for (String each : texts) {
      list.rawset(list.rawlen() + 1, LuaText.of(each));
    }
    return list;
  }

  /** {@code modules()} returns a table by name; {@code modules "tree"} a text. */
  private Varargs modules(Varargs args) {
    if (!args.isnoneornil(1)) {
      if (!LuaString.valueOf("tree").raweq(checkString(args, 1))) {
        throw argError(1, "invalid option '" + name(args) + "'");
      }
      return LuaText.of(live.graph().toText());
    }
    LuaTable all = tableOf();
    for (LuaModule each : live.describe()) {
      all.rawset(LuaText.of(each.name()), describe(each));
    }
    return all;
  }

  private static LuaTable describe(LuaModule module) {
    LuaTable table = tableOf();
    text(table, "searcher", module.searcher().orElse(null));
    text(table, "origin", module.origin().orElse(null));
    text(table, "sha256", module.sha256().orElse(null));
    text(table, "requiredBy", module.requiredBy().orElse(null));
    if (module.size().isPresent()) {
      table.set("size", Numbers.of(module.size().getAsLong()));
    }
    table.set("find", seconds(module.findNanos()));
    table.set("compile", seconds(module.compileNanos()));
    table.set("run", seconds(module.runNanos()));
    table.set("requires", list(module.requires()));
    table.set("reloads", Numbers.of(module.reloads()));
    return table;
  }

  private static void text(LuaTable table, String key, @Nullable String text) {
    if (text != null) {
      table.set(key, LuaText.of(text));
    }
  }

  private static LuaValue seconds(long nanos) {
    return Numbers.of(nanos / 1e9);
  }

  private Varargs unload(Varargs args) {
    live.reloads().unload(name(args), args.arg(2).toboolean());
    return NONE;
  }

  private Varargs patch(Varargs args) {
    String where = lua.where(1);
    String by = where.isEmpty() ? "code without lines" : where.substring(0, where.length() - 2);
    live.reloads().patch(name(args), checkFunction(args, 2), by);
    return NONE;
  }
}
