package io.github.luasearchers.cli.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {

  private final LuaScriptEngine engine = LuaScriptEngine.builder().build();

  @AfterEach
  void close() {
    engine.close();
  }

  private Collection<String> of(String text) throws Exception {
    return Talk.inside(engine, lua -> new Completion(lua, text).candidates());
  }

  @Test
  void names_areGlobalsKeywordsAndThoseOfTheText() throws Exception {
    engine.eval("printer = 1");
    assertThat(of("pri")).containsExactly("print", "printer");
    assertThat(of("x = whi")).containsExactly("while");
    assertThat(of("local counter = 1 return cou")).containsExactly("counter");
  }

  @Test
  void fields_alsoThroughIndex() throws Exception {
    engine.eval("base = {shared = {deep = 1}} t = setmetatable({own = 1}, {__index = base})");
    assertThat(of("string.re")).containsExactly("rep", "reverse");
    assertThat(of("t.")).containsExactly("own", "shared");
    assertThat(of("print(t.shared.d")).containsExactly("deep");
    assertThat(of("t . o")).containsExactly("own");
  }

  @Test
  void methods_areFunctions() throws Exception {
    engine.eval("o = setmetatable({x = 1}, {__index = {move = function() end, size = 2}})");
    assertThat(of("o:")).containsExactly("move");
    assertThat(of("('x'):up")).containsExactly("upper");
    engine.eval("s = 'text'");
    assertThat(of("s:rev")).containsExactly("reverse");
  }

  @Test
  void unknownOwner_hasNothing_andNothingIsCalled() throws Exception {
    engine.eval("t = setmetatable({}, {__index = function() called = true end})");
    assertThat(of("t.a.b")).isEmpty();
    assertThat(of("nothing.x")).isEmpty();
    assertThat(of("f().x")).isEmpty();
    assertThat(of("a[1].x")).isEmpty();
    assertThat(of("1.")).isEmpty();
    assertThat(engine.get("called")).isNull();
  }

  @Test
  void loopOfIndex_ends() throws Exception {
    engine.eval("t = {a = 1} setmetatable(t, {__index = t})");
    assertThat(of("t.")).containsExactly("a");
    assertThat(of("t.b.c")).isEmpty();
  }

  @Test
  void javaObjects_haveTheirMembers() throws Exception {
    engine.put("list", new ArrayList<>(List.of(1)));
    engine.eval("Math = luajava.bindClass('java.lang.Math')");
    assertThat(of("list:ad")).contains("add", "addAll");
    assertThat(of("Math.ma")).containsExactly("max");
    assertThat(of("list.em")).contains("empty");
  }

  @Test
  void modules_insideOfRequire(@TempDir Path folder) throws Exception {
    Files.createDirectories(folder.resolve("pack"));
    Files.writeString(folder.resolve("package_one.lua"), "");
    Files.writeString(folder.resolve("pack/inner.lua"), "");
    engine.put("folder", folder.toString());
    engine.eval("package.path = folder .. '/?.lua' package.preload.packed = print");
    assertThat(of("require 'pac")).containsExactly("pack.", "package", "package_one", "packed");
    assertThat(of("local m = require(\"pack.")).containsExactly("pack.inner");
    assertThat(of("print 'pac")).isEmpty();
    assertThat(of("require 'a' .. pr")).contains("print");
  }

  @Test
  void commands_andTheirModules() throws Exception {
    assertThat(of("%ti")).containsExactly("%time");
    assertThat(of("%")).containsExactlyElementsOf(Commands.NAMES);
    assertThat(of("%reload str")).containsExactly("string");
    assertThat(of("%time string.re")).containsExactly("rep", "reverse");
  }

  @Test
  void nothing_inStringsAndComments() throws Exception {
    assertThat(of("x = 'pri")).isEmpty();
    assertThat(of("-- pri")).isEmpty();
    assertThat(of("[[ pri")).isEmpty();
  }

  @Test
  void sandbox_hidesMembers() throws Exception {
    try (LuaScriptEngine closed =
        LuaScriptEngine.builder().setting("lua.sandbox", "true").build()) {
      closed.put("thread", Thread.currentThread());
      Collection<String> found =
          Talk.inside(closed, lua -> new Completion(lua, "thread:st").candidates());
      assertThat(found).isEmpty();
    }
  }
}
