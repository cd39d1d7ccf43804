package io.github.luasearchers.clibs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptEngineBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CLibraryLinkerTest {

  @TempDir private Path folder;

  private static LuaScriptEngineBuilder builder() {
    return LuaScriptEngine.builder().setting("lua.clibs", "true");
  }

  private static String loadlib(LuaScriptEngineBuilder builder, Path file, String symbol)
      throws ScriptException {
    try (LuaScriptEngine lua = builder.build()) {
      lua.put("file", file.toString());
      lua.put("symbol", symbol);
      return lua.eval(
              "local f, message, where = package.loadlib(file, symbol)"
                  + " return f and type(f) or message .. ' ' .. where")
          .toString();
    }
  }

  @Test
  void links_takesSharedLibraries() {
    CLibraryLinker linker = new CLibraryLinker();
    assertThat(linker.name()).isEqualTo("clibs");
    assertThat(linker.links("a/b.so")).isTrue();
    assertThat(linker.links("libb.so.2")).isTrue();
    assertThat(linker.links("b.dll")).isTrue();
    assertThat(linker.links("b.dylib")).isTrue();
    assertThat(linker.links("b.jar")).isFalse();
    assertThat(linker.links("libs.so.d/b.lua")).isFalse();
  }

  @Test
  void open_withoutTheSetting_saysWhichOne() throws ScriptException, IOException {
    Path file = Files.createFile(folder.resolve("a.so"));
    String message = loadlib(LuaScriptEngine.builder(), file, "luaopen_a");
    assertThat(message)
        .isEqualTo(
            "no linker for library '"
                + file
                + "': it is a C library, which can crash the JVM; to link it, set lua.clibs = true"
                + " absent");
  }

  @Test
  void open_ofWhatIsNotAllowed_fails() throws ScriptException, IOException {
    Path file = Files.createFile(folder.resolve("a.so"));
    String message = loadlib(builder().setting("lua.clibs.allow", "/nowhere"), file, "luaopen_a");
    assertThat(message).startsWith(file + ": lua.clibs.allow allows neither").endsWith(" open");
  }

  @Test
  void open_ofWhatIsNoLibrary_saysWhatTheSystemSays() throws ScriptException, IOException {
    TestLibrary.folder("5.2");
    Path missing = folder.resolve("none.so");
    assertThat(loadlib(builder(), missing, "f"))
        .isEqualTo(missing + ": cannot open shared object file: No such file or directory open");
    Path empty = Files.createFile(folder.resolve("empty.so"));
    assertThat(loadlib(builder(), empty, "f")).isEqualTo(empty + ": file too short open");
    Path text = Files.writeString(folder.resolve("text.so"), "no library".repeat(100));
    assertThat(loadlib(builder(), text, "f")).isEqualTo(text + ": invalid ELF header open");
  }

  @Test
  void open_ofALibraryOfAnotherVersion_namesWhatIsMissing() throws ScriptException {
    Path file = TestLibrary.folder("5.2").resolve("bridge.so");
    String message = loadlib(builder().setting("lua.version", "5.4"), file, "luaopen_bridge");
    assertThat(message).startsWith(file + ": undefined symbol: lua").endsWith(" open");
  }

  @Test
  void function_thatTheLibraryLacks_isMissing() throws ScriptException {
    Path file = TestLibrary.folder("5.2").resolve("bridge.so");
    LuaScriptEngineBuilder builder = builder().setting("lua.version", "5.2");
    assertThat(loadlib(builder, file, "luaopen_bridge")).isEqualTo("function");
    assertThat(loadlib(builder, file, "luaopen_none"))
        .isEqualTo(file + ": undefined symbol: luaopen_none init");
    assertThat(loadlib(builder, file, "*")).isEqualTo("boolean");
  }

  @Test
  void engines_ofAllVersions_useALibraryAtOnce() throws ScriptException {
    String code = "local c = require 'bridge' return c.echo(_VERSION)";
    try (LuaScriptEngine two = at("5.2");
        LuaScriptEngine three = at("5.3");
        LuaScriptEngine four = at("5.4")) {
      for (int i = 0; i < 3; i++) {
        assertThat(two.eval(code)).isEqualTo("Lua 5.2");
        assertThat(three.eval(code)).isEqualTo("Lua 5.3");
        assertThat(four.eval(code)).isEqualTo("Lua 5.4");
      }
    }
  }

  private static LuaScriptEngine at(String version) {
    return builder()
        .setting("lua.version", version)
        .setting("lua.cpath", TestLibrary.folder(version) + "/?.so")
        .build();
  }
}
