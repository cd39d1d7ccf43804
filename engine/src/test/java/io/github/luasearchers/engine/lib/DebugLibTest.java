package io.github.luasearchers.engine.lib;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.Continuation;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import io.github.luasearchers.engine.vm.UserValues;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

class DebugLibTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final LuaRuntime lua = new LuaRuntime(Level.LUA_5_2);
  private final LuaTable globals = new Table();

  DebugLibTest() {
    lua.STDOUT = new PrintStream(out, true, UTF_8);
    lua.STDERR = new PrintStream(err, true, UTF_8);
    StandardLibrary.open(lua, globals);
    LuaTable loaded = new Table();
    for (LuaValue name : globals.keys()) {
      if (globals.get(name).istable()) {
        loaded.set(name, globals.get(name));
      }
    }
    globals.set("_G", globals);
    loaded.set("_G", globals);
    LuaTable packages = new Table();
    packages.set("loaded", loaded);
    globals.set("package", packages);
    lua.setLoadedTable(loaded);
    lua.enter(globals);
  }

  @Test
  void script_printsWhatLuaPrinted() throws IOException {
    run(resource("debug.lua"), "@debug.lua");
    assertThat(out.toString(UTF_8)).isEqualTo(resource("debug.golden"));
  }

  /** A userdata of two values. */
  private static final class Pair extends LuaUserdata implements UserValues {
    private final LuaValue[] values = {NIL, NIL};

    Pair() {
      super(new Object());
    }

    @Override
    public int valueCount() {
      return values.length;
    }

    @Override
    public LuaValue value(int number) {
      return values[number - 1];
    }

    @Override
    public void setValue(int number, LuaValue value) {
      values[number - 1] = value;
    }
  }

  @Test
  void userValues_areThoseThatTheUserdataHas() {
    LuaRuntime lua54 = new LuaRuntime(Level.LUA_5_4);
    StandardLibrary.open(lua54, globals);
    lua54.enter(globals);
    Pair pair = new Pair();
    globals.set("pair", pair);
    String code =
        "return debug.setuservalue(pair, 'one') == pair, debug.setuservalue(pair, 2, 2) == pair,"
            + " debug.setuservalue(pair, 3, 3), select('#', debug.getuservalue(pair, 3)),"
            + " debug.getuservalue(pair, 2)";
    Varargs results =
        lua54.instantiate(lua54.compile(code.getBytes(UTF_8), "=code"), globals).invoke();
    assertThat(results.tojstring()).isEqualTo("(true,true,nil,1,2,true)");
    assertThat(pair.value(1).tojstring()).isEqualTo("one");
  }

  @Test
  void debug_runsCommandsUntilCont() {
    input("x = 1 print(x)\nerror('no')\n= 1\ncont\nx = 2");
    run("debug.debug() print('end', x)", "=x");
    assertThat(out.toString(UTF_8)).isEqualTo("1\nend\t1\n");
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            "lua_debug> lua_debug> (debug command):1: no\n"
                + "lua_debug> (debug command):1: unexpected symbol near '='\n"
                + "lua_debug> ");
  }

  @Test
  void debug_opensAnotherPromptIfThereIsOne() {
    input("print('not read')");
    lua.setDebugPrompt(() -> out.writeBytes("prompt\n".getBytes(UTF_8)));
    run("debug.debug() print('end')", "=x");
    assertThat(out.toString(UTF_8)).isEqualTo("prompt\nend\n");
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void debug_endsWithTheInput() {
    input("");
    run("debug.debug() print('end')", "=x");
    assertThat(out.toString(UTF_8)).isEqualTo("end\n");
  }

  @Test
  void hook_stopsAnEndlessLoop() {
    run(
        "local function stop() debug.sethook() error('stop', 0) end "
            + "print(pcall(function() debug.sethook(stop, '', 1000) while true do end end))",
        "=x");
    assertThat(out.toString(UTF_8)).isEqualTo("false\tstop\n");
  }

  private void input(String text) {
    lua.STDIN = new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  /** Runs a script as lua5.2 does, from a function that is not Lua's. */
  private void run(String script, String name) {
    LuaValue chunk = lua.instantiate(lua.compile(script.getBytes(UTF_8), name), globals);
    new Main(lua, chunk).call();
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = DebugLibTest.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), UTF_8);
    }
  }

  private static final class Main extends Builtin {
    private final LuaValue chunk;

    Main(LuaRuntime lua, LuaValue chunk) {
      super(lua, "main");
      this.chunk = chunk;
    }

    @Override
    protected Varargs run(Varargs args) {
      return lua.callThen(
          chunk,
          NONE,
          new Continuation() {
            @Override
            protected Varargs resume(Varargs results) {
              return NONE;
            }
          });
    }
  }
}
