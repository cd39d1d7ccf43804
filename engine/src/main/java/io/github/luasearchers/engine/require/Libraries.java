package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.spi.Library;
import io.github.luasearchers.spi.LibraryLinker;
import io.github.luasearchers.spi.LibraryLinker.Mode;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

  /** Why linkers link nothing for this engine; empty for one that does. */
  private final Map<LibraryLinker, String> refusals = new HashMap<>();

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
   * @param unlinked gets the sentences about libraries that are passed over
   */
  @Nullable String search(
      LuaValue path, String moduleName, List<String> missed, List<String> unlinked) {
    String part = FilePath.part(moduleName, ".", files.separator());
    for (String template : cpath.templates(path)) {
      String file = FilePath.fileName(template, part);
      if (!files.isReadable(file)) {
        ModuleFiles.miss(missed, ModuleFiles.missing(file));
      } else if (linker(file) == null) {
        ModuleFiles.miss(unlinked, refusal(file));
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
    } catch (LinkageError e) {
      return LibrarySymbol.broken(new IOException(file + ": " + LinkFailure.text(e), e));
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
      known = open(linker, file, mode);
      open.put(file, known);
    }
    return known;
  }

  private Library open(LibraryLinker linker, String file, Mode mode) throws IOException {
    try {
      return linker.open(file, mode, context(linker));
    } catch (LinkageError e) {
      String problem =
          file + ": the linker '" + linker.name() + "' can't be used: " + LinkFailure.text(e);
      throw new IOException(problem, e);
    }
  }

  private ProviderContext context(LibraryLinker linker) {
    return new ProviderContext(lua, packageTable, options, linker.name());
  }

  /** Returns the linker that takes a file, and links for this engine at all; or null. */
  @Nullable LibraryLinker linker(String file) {
    for (LibraryLinker linker : options.providers().linkers()) {
      try {
        if (linker.links(file) && refusal(linker).isEmpty()) {
          return linker;
        }
      } catch (LinkageError e) {
        options.providers().leftOut().addBroken("the linker '" + linker.name() + "'", e);
      }
    }
    return null;
  }

  /** Returns why a linker links nothing for this engine; the empty string if it does. */
  private String refusal(LibraryLinker linker) {
    @Nullable String known = refusals.get(linker);
    if (known == null) {
      known = linker.refusal(context(linker)).orElse("");
      refusals.put(linker, known);
    }
    return known;
  }

  /** Returns the sentence that says why a file is not linked that {@link #linker} has none for. */
  String refusal(String file) {
    for (Map.Entry<LibraryLinker, String> each : refusals.entrySet()) {
      if (!each.getValue().isEmpty() && each.getKey().links(file)) {
        return Unlinked.sentence(file, each.getValue());
      }
    }
    return Unlinked.sentence(file);
  }

  /** Tells whether there is such a file. */
  boolean isThere(String file) {
    return files.isReadable(file);
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Returns the open libraries, by what messages call them, and forgets them. */
  Map<String, AutoCloseable> release() {
    Map<String, AutoCloseable> all = new LinkedHashMap<>();
    for (Map.Entry<String, Library> entry : open.entrySet()) {
      all.put("the library '" + entry.getKey() + "'", entry.getValue());
    }
    open.clear();
    return all;
  }
}
