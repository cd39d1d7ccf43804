import io.github.luasearchers.engine.LuaScriptEngine;

/** Prints how many ms the first C library of a JVM takes, in an engine that has run some Lua. */
final class First {
  private First() {}

  public static void main(String[] args) throws Exception {
    try (LuaScriptEngine lua =
        LuaScriptEngine.builder()
            .setting("lua.version", args[0])
            .setting("lua.clibs", args.length > 1 ? args[1] : "true")
            .build()) {
      lua.eval("local ok = pcall(require, 'no.such.module') return #package.cpath");
      long start = System.nanoTime();
      lua.eval("return require 'cjson'.encode({1})");
      System.out.println((System.nanoTime() - start) / 1e6);
    }
  }
}
