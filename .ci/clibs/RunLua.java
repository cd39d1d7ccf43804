import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.script.ScriptEngine;

/** Runs a Lua file with arguments and C libraries, as the command of a version would. */
class RunLua {
  public static void main(String[] args) throws Exception {
    try (LuaScriptEngine lua =
        LuaScriptEngine.builder()
            .setting("lua.version", args[0])
            .setting("lua.clibs", "true")
            .build()) {
      lua.put(ScriptEngine.FILENAME, args[1]);
      lua.put(ScriptEngine.ARGV, Arrays.copyOfRange(args, 2, args.length));
      lua.eval(Files.readString(Path.of(args[1]), StandardCharsets.UTF_8));
    } catch (LuaScriptException e) {
      if (e.getExitStatus().isEmpty()) {
        System.out.flush();
        System.err.println("lua: " + e.getMessage());
        System.exit(1);
      }
      System.exit(e.getExitStatus().getAsInt());
    }
  }
}
