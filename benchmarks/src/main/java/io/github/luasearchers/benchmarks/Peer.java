package io.github.luasearchers.benchmarks;

import java.nio.file.Path;
import java.util.function.IntUnaryOperator;
import javax.script.ScriptEngine;

/** One way to run Lua from Java, as its own users would use it at its best. */
abstract class Peer implements AutoCloseable {

  /** Every peer's name, ours first. */
  static final String OURS = "luasearchers";

  static final String LUAJ = "luaj";
  static final String LUA54 = "lua54";
  static final String LUAJIT = "luajit";

  static Peer of(String name) {
    return switch (name) {
      case OURS -> new OurPeer();
      case LUAJ -> new LuajPeer();
      case LUA54, LUAJIT -> new LuajavaPeer(name);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Returns a new javax.script engine of the peer. */
  static ScriptEngine engine(String name) {
    return switch (name) {
      case OURS -> new io.github.luasearchers.engine.LuaScriptEngineFactory().getScriptEngine();
      case LUAJ -> new org.luaj.vm2.script.LuaScriptEngineFactory().getScriptEngine();
      case LUA54 ->
          new party.iroiro.luajava.jsr223.LuaScriptEngineFactory(
                  "Lua 5.4", "5.4.4", "party.iroiro.luajava.lua54.Lua54")
              .getScriptEngine();
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Runs a text. */
  abstract void run(String lua) throws Exception;

  /** Makes {@code require} look for modules in a folder only. */
  abstract void searchFolder(Path folder) throws Exception;

  /** Makes {@code require} look for modules on the class path. */
  abstract void searchClassPath() throws Exception;

  /** Binds a Java function to a global variable. */
  abstract void bind(String name, IntUnaryOperator function) throws Exception;

  /** Returns the quickest handle on a global Lua function of one number. */
  abstract IntUnaryOperator function(String name) throws Exception;

  /** Returns the object that the peer makes of a global Lua function of one number. */
  IntUnaryOperator object(String name) throws Exception {
    return function(name);
  }

  /** Returns a global function that is looked up at each call. */
  abstract IntUnaryOperator named(String name);

  @Override
  public abstract void close();
}
