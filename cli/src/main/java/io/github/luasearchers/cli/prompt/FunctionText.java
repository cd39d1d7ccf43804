package io.github.luasearchers.cli.prompt;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.Activation;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;

/** What can be told of a function: its parameters, and where it is defined. */
final class FunctionText {

  private static final Pattern KEPT = Pattern.compile("(?:_G\\.)?_[0-9]*");

  private final LuaRuntime lua;
  private final LuaFunction function;
  private final Activation about;

  FunctionText(LuaRuntime lua, LuaFunction function) {
    this.lua = lua;
    this.function = function;
    this.about = Activation.of(lua, function);
  }

  /** Tells whether the function is written in Lua. */
  boolean isLua() {
    return !about.what().equals("C");
  }

  /** Returns {@code (a, b, ...)}. */
  String parameters() {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= about.parameterCount(); i++) {
      @Nullable LuaString name = about.localName(i);
      names.add(name == null ? "?" : LuaText.toJava(name));
    }
    if (about.isVararg()) {
      names.add("...");
    }
    return "(" + String.join(", ", names) + ")";
  }

  /** Returns {@code file:line}. */
  String place() {
    String source = LuaText.toJava(about.shortSource());
    return about.lineDefined() > 0 ? source + ":" + about.lineDefined() : source;
  }

  /** Returns what chunks are called by: {@code @file}, {@code =name}, or their text. */
  String source() {
    return LuaText.toJava(about.source());
  }

  int firstLine() {
    return about.lineDefined();
  }

  int lastLine() {
    return about.lastLineDefined();
  }

  /** Returns the name that a loaded module has for the function, such as {@code string.rep}. */
  @Nullable String loadedName() {
    @Nullable String name = lua.loadedName(function);
    if (name != null && KEPT.matcher(name).matches()) {
      return null; // what a line has returned is kept under such a name
    }
    return name != null && name.startsWith("_G.") ? name.substring("_G.".length()) : name;
  }

  /** Returns one line that stands for the function. */
  String line() {
    if (isLua()) {
      return "function" + parameters() + " <" + place() + ">";
    }
    @Nullable String name = loadedName();
    return name == null ? "function " + function.name() : "function " + name;
  }
}
