package io.github.luasearchers.cli.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import javax.script.ScriptException;

/** A dialogue with a prompt on plain streams. */
final class Talk {

  private Talk() {}

  static LuaScriptEngine engine(String version) {
    return LuaScriptEngine.builder().setting("lua.version", version).build();
  }

  /** Types lines at Lua 5.4 and returns what was answered, without banner and prompts. */
  static String says(String... lines) throws Exception {
    try (LuaScriptEngine engine = engine("5.4")) {
      return answer(engine, lines);
    }
  }

  static String answer(LuaScriptEngine engine, String... lines) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    engine.getContext().setWriter(new PrintWriter(out, true, UTF_8));
    status(engine, out, lines);
    String all = out.toString(UTF_8);
    String answers = all.substring(all.indexOf('\n') + 1);
    return answers.replaceAll("(?m)^(>>? )+", "").strip();
  }

  static OptionalInt status(LuaScriptEngine engine, ByteArrayOutputStream out, String... lines)
      throws IOException, ScriptException {
    byte[] text = (String.join("\n", lines) + "\n").getBytes(UTF_8);
    return Repl.run(engine, new ByteArrayInputStream(text), out);
  }

  /** Does something in the universe of an engine, and returns what comes of it. */
  static <T> T inside(LuaScriptEngine engine, Function<LuaRuntime, T> work) throws ScriptException {
    List<T> result = new ArrayList<>();
    Universe.of(engine).enter(lua -> result.add(work.apply(lua)));
    return result.get(0);
  }
}
