package io.github.luasearchers.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.luasearchers.engine.LuaScriptEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Requires modules from an archive of any bytes. */
class ArchiveFuzzTest {

  @TempDir private static Path dir;

  @FuzzTest(maxDuration = "60s")
  void archive(byte[] data) throws IOException {
    Path archive = Files.write(dir.resolve("any.zip"), data);
    try (LuaScriptEngine engine =
        LuaScriptEngine.builder()
            .setting("lua.sandbox", "true")
            .setting("lua.searchers", "jar")
            .setting("lua.jar.path", archive + "!/?.lua")
            .build()) {
      Sandbox.run(engine, "require 'a'");
    }
  }
}
