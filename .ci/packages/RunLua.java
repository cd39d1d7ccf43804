import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.script.ScriptEngine;

/** Runs a Lua file with arguments, as the command lua5.2 would. */
class RunLua {
  public static void main(String[] args) throws Exception {
    try (LuaScriptEngine lua = LuaScriptEngine.builder().setting("lua.version", "5.2").build()) {
      lua.getContext()
          .setWriter(new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8)));
      String[] rest = Arrays.copyOfRange(args, 1, args.length);
      lua.put(ScriptEngine.FILENAME, args[0]);
      lua.put(ScriptEngine.ARGV, rest);
      lua.eval("arg = { [0] = '" + args[0] + "', ... }");
      lua.eval(Files.readString(Path.of(args[0])));
    } catch (LuaScriptException e) {
      if (e.getExitStatus().isEmpty()) {
        throw e;
      }
    }
  }
}
