package io.github.luasearchers.searchers.rocks;

import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Opens the C libraries of rocks, if this engine links such libraries: by the function with which
 * scripts would, so that all rules for libraries hold.
 */
final class Linking {

  private static final String OPEN = "luaopen_";

  private final LuaValue loadlib;
  private final List<Path> written = new ArrayList<>();

  Linking(SearchContext context) {
    this.loadlib = context.packageTable().get("loadlib");
  }

  /**
   * Opens a library for a module.
   *
   * @param sentences gets the reason if this engine links no such libraries
   * @return the loader; null if there is none
   * @throws IOException if the library can't be opened, or lacks the module's function
   */
  @Nullable SearchResult open(String file, String module, List<String> sentences)
      throws IOException {
    Varargs answer = call(file, symbol(module));
    if (answer.arg1() instanceof LuaFunction function) {
      return SearchResult.loader(function, LuaValue.valueOf(file));
    }
    String problem = answer.arg(2).tojstring();
    if (answer.arg(3).tojstring().equals("absent")) {
      sentences.add("no library '" + file + "' (" + problem + ")");
      return null;
    }
    throw new IOException(
        "error loading module '" + module + "' from file '" + file + "': " + problem);
  }

  /** The function's name: behind a hyphen, if the module's has one. */
  private static String symbol(String module) {
    String name = module.replace('.', '_');
    return OPEN + name.substring(name.indexOf('-') + 1);
  }

  private Varargs call(String file, String symbol) {
    return loadlib.isfunction()
        ? loadlib.invoke(LuaValue.valueOf(file), LuaValue.valueOf(symbol))
        : LuaValue.varargsOf(
            LuaValue.NIL,
            LuaValue.valueOf("there is no package.loadlib"),
            LuaValue.valueOf("absent"));
  }

  /** Returns why this engine links no libraries of C; null if it does. */
  @Nullable String refusal() {
    // No linker is asked to open a file that is not there, unless it would open it.
    Varargs answer = call("/nowhere/luasearchers.so", "*");
    return answer.arg(3).tojstring().equals("absent") ? answer.arg(2).tojstring() : null;
  }

  /**
   * Writes a library where the system can open it, in a folder that no other user can write to, and
   * opens it.
   */
  @Nullable SearchResult open(byte[] library, String module, List<String> sentences)
      throws IOException {
    Path folder = Files.createTempDirectory("luasearchers-rock");
    Path file = folder.resolve(module + ".so");
    written.add(folder);
    written.add(file);
    Files.write(file, library);
    return open(file.toString(), module, sentences);
  }

  /** Removes what was written. */
  void close() {
    for (int i = written.size() - 1; i >= 0; i--) {
      try {
        Files.deleteIfExists(written.get(i));
      } catch (IOException e) {
        // A system that keeps open libraries keeps them until it is restarted.
        written.get(i).toFile().deleteOnExit();
      }
    }
  }
}
