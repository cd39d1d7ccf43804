package com.example;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;

/** Runs the Lua file that the command line names. */
public final class Demo {

  private Demo() {}

  /** Runs {@code args[0]}. */
  public static void main(String[] args) throws Exception {
    ScriptEngine lua = new ScriptEngineManager().getEngineByName("lua");
    lua.put(ScriptEngine.FILENAME, args[0]);
    try (Reader script = Files.newBufferedReader(Path.of(args[0]))) {
      lua.eval(script);
    }
  }
}
