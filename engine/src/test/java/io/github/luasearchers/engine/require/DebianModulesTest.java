package io.github.luasearchers.engine.require;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.luasearchers.engine.vm.LuaText;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * Loads each module of Debian's packages of Lua code alone, in an engine of its own. Whatever
 * {@code lua5.2} loads without C libraries is to load here. The packages are those that {@code
 * .ci/debian-packages.txt} lists; the system property {@code lua.debian.root} says where they are
 * unpacked if it is not {@code /}.
 */
final class DebianModulesTest {

  private static final Path ROOT = Path.of(System.getProperty("lua.debian.root", "/"));

  /** Modules there are in all packages together, about; fewer mean that packages are missing. */
  private static final int ENOUGH = 500;

  private static final String LOADED = "LOADED";

  @Test
  void module_loadsWhereLuaLoadsIt() throws Exception {
    Set<String> modules = modules();
    assumeTrue(new File("/usr/bin/lua5.2").canExecute(), "needs the Debian package lua5.2");
    assumeTrue(
        modules.size() >= ENOUGH,
        "needs the Debian packages of .ci/debian-packages.txt, found "
            + modules.size()
            + " modules of them");
    int loaded = 0;
    Map<String, String> failed = new TreeMap<>();
    for (String module : modules) {
      if (loadsInLua(module)) {
        loaded++;
        String error = load(module);
        if (!error.isEmpty()) {
          failed.put(module, error);
        }
      }
    }
    System.out.println(
        "Of "
            + modules.size()
            + " modules lua5.2 loads "
            + loaded
            + ", the engine "
            + (loaded - failed.size())
            + " of these");
    assertThat(failed).isEmpty();
  }

  private static Set<String> modules() throws IOException {
    Set<String> modules = new TreeSet<>();
    for (String version : new String[] {"5.2", "5.1"}) {
      Path root = ROOT.resolve("usr/share/lua").resolve(version);
      if (Files.isDirectory(root)) {
        try (Stream<Path> files = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
          files.forEach(file -> add(modules, root.relativize(file).toString()));
        }
      }
    }
    return modules;
  }

  private static void add(Set<String> modules, String file) {
    if (file.endsWith(".lua")) {
      String name = file.substring(0, file.length() - ".lua".length()).replace('/', '.');
      modules.add(name);
      if (name.endsWith(".init")) {
        modules.add(name.substring(0, name.length() - ".init".length()));
      }
    }
  }

  private static String path() {
    String share = ROOT.resolve("usr/share/lua").toString();
    return "@/5.2/?.lua;@/5.2/?/init.lua;@/5.1/?.lua;@/5.1/?/init.lua".replace("@", share);
  }

  private static boolean loadsInLua(String module) throws Exception {
    String script =
        "package.path = [["
            + path()
            + "]] package.cpath = ''"
            + " require '"
            + module
            + "' io.stdout:write('"
            + LOADED
            + "') os.exit(0)";
    Process process =
        new ProcessBuilder("lua5.2", "-e", script)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return process.waitFor(60, SECONDS) && process.exitValue() == 0 && output.endsWith(LOADED);
  }

  /** Loads a module in the engine and returns the error, empty if there is none. */
  private static String load(String module) {
    try (Universe universe =
        Universe.builder().set("lua.path", path()).set("lua.cpath", "").open()) {
      LuaValue require = universe.lua.get("require");
      require.invoke(LuaText.of(module));
      return "";
    } catch (LuaError e) {
      return e.getMessageObject() instanceof LuaString text
          ? LuaText.toJava(text)
          : String.valueOf(e.getMessageObject());
    } catch (RuntimeException | StackOverflowError e) {
      return e.toString();
    }
  }
}
