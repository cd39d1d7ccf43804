package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Test suites in Lua that run to their end in the engine, under LuaUnit and luassert themselves.
 */
final class LuaSuitesTest {

  private static final Path SUITES = Path.of("src/test/lua");

  private final StringWriter output = new StringWriter();

  @Test
  void luaUnit_runsASuite() throws Exception {
    Object result = run("luaunit-suite.lua", "luaunit.lua", "lua-unit");
    assertThat((Object[]) result).containsExactly(1, 5, 1);
    assertThat(output.toString())
        .contains(
            "ok     1\tTestList.testErrorMessage",
            "not ok 6\tTestNumbers.testThatFails",
            "ok 7\t# SKIP not today");
  }

  @Test
  void luassert_runsASuite() throws Exception {
    assertThat(run("luassert-suite.lua", "luassert/init.lua", "lua-luassert"))
        .isEqualTo(
            """
            ok deep_equality
            ok errors
            ok inequality
            ok message_of_a_failure
            ok near
            ok spies
            ok stubs
            not ok that_fails""");
  }

  private Object run(String suite, String module, String debianPackage) throws Exception {
    Path share = Path.of(System.getProperty("debian.root", "/"), "usr/share/lua/5.2");
    assumeTrue(
        Files.isReadable(share.resolve(module)), "needs the Debian package " + debianPackage);
    String path = share + "/?.lua;" + share + "/?/init.lua";
    try (LuaScriptEngine lua =
        LuaScriptEngine.builder().setting("lua.version", "5.2").setting("lua.path", path).build()) {
      lua.getContext().setWriter(output);
      return lua.eval(Files.readString(SUITES.resolve(suite)));
    }
  }
}
