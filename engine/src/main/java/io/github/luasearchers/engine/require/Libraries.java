package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.spi.Library;
import io.github.luasearchers.spi.LibraryLinker;
import io.github.luasearchers.spi.LibraryLinker.Mode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** The libraries that one engine has linked, each once: PUC's {@code CLIBS}. */
final class Libraries {

  private static final String OPEN_FUNCTION = "luaopen_";

  private final LuaRuntime lua;
  private final LuaTable packageTable;
  private final PackageOptions options;
  private final ModuleFiles files;
  private final FilePath cpath;
  private final Map<String, Library> open = new HashMap<>();

  Libraries(LuaRuntime lua, LuaTable packageTable, PackageOptions options, ModuleFiles files) {
    this.lua = lua;
    this.packageTable = packageTable;
    this.options = options;
    this.files = files;
    this.cpath = new FilePath(lua, CpathSearcher.NAME);
  }

  /**
   * Looks for the library of a module along {@code package.cpath}. A file that no linker takes is
   * passed over: it may well be a C library, which a machine has in the way.
   *
   * @param path what {@code package.cpath} is
   * @param missed gets the places where there is none
   */
  @Nullable String search(LuaValue path, String moduleName, List<String> missed) {
    String part = FilePath.part(moduleName, ".", files.separator());
    for (String template : cpath.templates(path)) {
      String file = FilePath.fileName(template, part);
      if (!files.isReadable(file)) {
        ModuleFiles.miss(missed, ModuleFiles.missing(file));
      } else if (linker(file) == null) {
        ModuleFiles.miss(missed, "no linker for library '" + LuaText.excerpt(file) + "'");
      } else {
        return file;
      }
    }
    return null;
  }

  /**
   * Looks for the open function of a module: {@code loadfunc} of loadlib.c. The name may have a
   * hyphen, before which the function's name stands; if there is no such function, behind which.
   *
   * @param file a file that a linker takes
   */
  LibrarySymbol loadFunction(String file, String moduleName) {
    String name = moduleName.replace('.', '_');
    int mark = name.indexOf('-');
    if (mark >= 0) {
      LibrarySymbol found = lookForFunction(file, OPEN_FUNCTION + name.substring(0, mark));
      if (!found.isMissing()) {
        return found;
      }
    }
    return lookForFunction(file, OPEN_FUNCTION + name.substring(mark + 1));
  }

  /**
   * Looks for a function in a library.
   *
   * @param file a file that a linker takes
   */
  LibrarySymbol lookForFunction(String file, String symbol) {
    Library library;
    try {
      library = link(file, Mode.PRIVATE);
    } catch (IOException e) {
      return LibrarySymbol.closed(e);
    }
    try {
      Optional<LuaFunction> function = library.function(symbol);
      return function.isPresent()
          ? LibrarySymbol.found(function.get())
          : LibrarySymbol.missing(file, symbol);
    } catch (IOException e) {
      return LibrarySymbol.broken(e);
    }
  }

  /**
   * Opens a library, or finds it open.
   *
   * @param file a file that a linker takes
   */
  Library link(String file, Mode mode) throws IOException {
    @Nullable Library known = open.get(file);
    if (known == null) {
      @Nullable LibraryLinker linker = linker(file);
      if (linker == null) {
        throw new IOException(file + ": no linker takes this file");
      }
      known =
          linker.open(file, mode, new ProviderContext(lua, packageTable, options, linker.name()));
      open.put(file, known);
    }
    return known;
  }

  /** Returns the linker that takes a file, or null. */
  @Nullable LibraryLinker linker(String file) {
    for (LibraryLinker linker : options.providers().linkers()) {
      if (linker.links(file)) {
        return linker;
      }
    }
    return null;
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Returns the open libraries and forgets them. */
  List<AutoCloseable> release() {
    List<AutoCloseable> all = new ArrayList<>(open.values());
    open.clear();
    return all;
  }
}
