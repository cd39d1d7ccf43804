package io.github.luasearchers.benchmarks;

import java.nio.file.Path;
import java.util.function.IntUnaryOperator;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.OneArgFunction;
import org.luaj.vm2.lib.jse.JsePlatform;

/** LuaJ as it comes, its interpreter included, without the detour through its script engine. */
final class LuajPeer extends Peer {

  private final Globals globals = JsePlatform.standardGlobals();

  @Override
  void run(String text) {
    globals.load(text, "=text").call();
  }

  @Override
  void searchFolder(Path folder) {
    globals.get("package").set("path", folder + "/?.lua");
  }

  @Override
  void searchClassPath() {
    // LuaJ's finder looks for the same names in the class path, as resources under its root.
    globals.get("package").set("path", "META-INF/lua/?.lua");
  }

  @Override
  void bind(String name, IntUnaryOperator function) {
    globals.set(
        name,
        new OneArgFunction() {
          @Override
          public LuaValue call(LuaValue argument) {
            return LuaValue.valueOf(function.applyAsInt(argument.toint()));
          }
        });
  }

  @Override
  IntUnaryOperator function(String name) {
    LuaValue function = globals.get(name);
    return argument -> function.call(LuaValue.valueOf(argument)).toint();
  }

  @Override
  IntUnaryOperator named(String name) {
    return argument -> globals.get(name).call(LuaValue.valueOf(argument)).toint();
  }

  @Override
  public void close() {}
}
