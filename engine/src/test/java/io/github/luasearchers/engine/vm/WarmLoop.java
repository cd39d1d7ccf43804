package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs a program of the benchmarks until the compiler has got to the loop. */
final class WarmLoop {

  private static final long NANOS = 3_000_000_000L;

  private WarmLoop() {}

  /** Runs {@code args}: the version of Lua, the file, and the size of its work. */
  public static void main(String[] args) throws Exception {
    try (LuaScriptEngine lua = LuaScriptEngine.builder().setting("lua.version", args[0]).build()) {
      lua.eval(Files.readString(Path.of(args[1])));
      int size = Integer.parseInt(args[2]);
      for (long end = System.nanoTime() + NANOS; System.nanoTime() < end; ) {
        lua.invokeFunction("work", size);
      }
    }
  }
}
