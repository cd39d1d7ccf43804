package io.github.luasearchers.engine;

/** The process of {@link QuietStartTest}: runs one script. */
final class QuietStartChild {

  private QuietStartChild() {}

  public static void main(String[] args) throws Exception {
    try (LuaScriptEngine lua = LuaScriptEngine.builder().build()) {
      lua.eval(args[0]);
    }
    if (ModuleLayer.boot().findModule("jdk.jfr").isEmpty()) {
      System.out.println("jdk.jfr is missing");
    }
  }
}
