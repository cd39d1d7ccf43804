package io.github.luasearchers.engine.lib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Each function of each library is registered under its own name, and does something under it. */
final class RegistrationTest {

  /** Other names of functions, as PUC's compatibility options give them. */
  private static final Set<String> OTHER_NAMES = Set.of("loadstring", "math.atan2", "file.__close");

  /** They end the JVM, wait for input, or leave a file behind. */
  private static final Set<String> NOT_CALLED =
      Set.of("os.exit", "debug.debug", "os.tmpname", "io.tmpfile");

  private static Map<String, Builtin> functions(LuaRuntime lua) {
    LuaTable library = new Table();
    lua.STDIN = new ByteArrayInputStream(new byte[0]);
    StandardLibrary.open(lua, library);
    lua.enter(library);
    Map<String, Builtin> functions = new TreeMap<>();
    add("", library, functions);
    LuaTable files = (LuaTable) library.get("io").get("stdin").getmetatable();
    add("file.", files, functions);
    if (files.get("__index") != files) {
      add("file.", (LuaTable) files.get("__index"), functions);
    }
    return functions;
  }

  private static void add(String prefix, LuaTable table, Map<String, Builtin> functions) {
    Varargs next = table.next(LuaValue.NIL);
    while (!next.arg1().isnil()) {
      String name = prefix + next.arg1().tojstring();
      if (next.arg(2) instanceof Builtin function) {
        functions.put(name, function);
      } else if (prefix.isEmpty() && next.arg(2) instanceof LuaTable part) {
        add(name + ".", part, functions);
      }
      next = table.next(next.arg1());
    }
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void functions_haveTheNamesThatTheyAreFoundUnder(Level level) {
    Map<String, Builtin> functions = functions(new LuaRuntime(level));
    assertThat(functions).hasSizeGreaterThan(130);
    functions.forEach(
        (name, function) -> {
          if (!OTHER_NAMES.contains(name)) {
            assertThat(name.substring(name.lastIndexOf('.') + 1)).isEqualTo(function.name());
          }
        });
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void functions_haveABodyEach(Level level) {
    functions(new LuaRuntime(level))
        .forEach(
            (name, function) -> {
              if (!NOT_CALLED.contains(name)) {
                callWithoutArguments(name, function);
              }
            });
  }

  /** Fails for a function whose number the switch of its library does not know. */
  private static void callWithoutArguments(String name, Builtin function) {
    try {
      function.invoke(LuaValue.NONE);
    } catch (LuaError e) {
      assertThat(e.getCause() instanceof IllegalStateException).as(name).isFalse();
    } catch (IllegalStateException e) {
      throw new AssertionError(name, e);
    }
  }
}
