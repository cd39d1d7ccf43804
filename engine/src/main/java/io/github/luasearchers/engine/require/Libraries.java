package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.vm.LuaText;
import io.github.luasearchers.spi.Library;
import io.github.luasearchers.spi.LibraryLinker;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;

/** The libraries that one engine has linked, each once: PUC's {@code CLIBS}. */
final class Libraries {

  private static final String OPEN_FUNCTION = "luaopen_";

  private final PackageLibrary library;
  private final Discovery discovery;
  private final LeftOut leftOut;
  private final FilePath cpath;
  private final Map<String, Library> open = new HashMap<>();
  private @Nullable List<LibraryLinker> linkers;

  Libraries(PackageLibrary library, Discovery discovery, LeftOut leftOut) {
    this.library = library;
    this.discovery = discovery;
    this.leftOut = leftOut;
    this.cpath = new FilePath(library, "cpath");
  }

  /**
   * Looks for the library of a module along {@code package.cpath}. A file that no linker takes is
   * passed over: it may well be a C library, which a machine has in the way.
   *
   * @param missed gets the places where there is none
   */
  @Nullable String search(String moduleName, List<String> missed) {
    String part = FilePath.part(moduleName, ".", library.platform().directorySeparator());
    for (String template : cpath.templates()) {
      String file = FilePath.fileName(template, part);
      if (!FilePath.isReadable(library, new File(file))) {
        FilePath.miss(missed, FilePath.missing(file));
      } else if (linker(file) == null) {
        FilePath.miss(missed, "no linker for library '" + LuaText.excerpt(file) + "'");
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
  LibraryFunction loadFunction(String file, String moduleName) {
    String name = moduleName.replace('.', '_');
    int mark = name.indexOf('-');
    if (mark >= 0) {
      LibraryFunction found = lookForFunction(file, OPEN_FUNCTION + name.substring(0, mark));
      if (found.function() != null || !found.isOpen()) {
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
  LibraryFunction lookForFunction(String file, String symbol) {
    try {
      Optional<LuaFunction> function = link(file).function(symbol);
      return function.isPresent()
          ? LibraryFunction.found(function.get())
          : LibraryFunction.missing(file, symbol);
    } catch (IOException e) {
      return LibraryFunction.closed(e);
    } catch (LinkageError e) {
      return LibraryFunction.closed(new IOException(file + ": " + LinkFailure.text(e), e));
    }
  }

  /**
   * Opens a library, or finds it open.
   *
   * @param file a file that a linker takes
   */
  Library link(String file) throws IOException {
    @Nullable Library known = open.get(file);
    if (known == null) {
      @Nullable LibraryLinker linker = linker(file);
      if (linker == null) {
        throw new IOException(file + ": no linker takes this file");
      }
      known = open(linker, file);
      open.put(file, known);
    }
    return known;
  }

  private Library open(LibraryLinker linker, String file) throws IOException {
    String name = linker.name();
    try {
      return linker.open(file, new EngineContext(library, name, DeclaredSettings.of(linker)));
    } catch (LinkageError e) {
      String problem = file + ": the linker '" + name + "' can't be used: " + LinkFailure.text(e);
      throw new IOException(problem, e);
    }
  }

  /** Returns the linker that takes a file, or null. */
  @Nullable LibraryLinker linker(String file) {
    for (LibraryLinker linker : linkers()) {
      try {
        if (linker.links(file)) {
          return linker;
        }
      } catch (LinkageError e) {
        leftOut.addBroken("the linker '" + linker.name() + "'", e);
      }
    }
    return null;
  }

  /** Returns the linkers of this engine, in the order of their names. */
  List<LibraryLinker> linkers() {
    @Nullable List<LibraryLinker> known = linkers;
    if (known == null) {
      Map<String, LibraryLinker> byName = new TreeMap<>();
      for (LibraryLinker linker : discovery.linkers()) {
        byName.put(linker.name(), linker);
      }
      for (LibraryLinker linker : library.options().linkers()) {
        byName.put(linker.name(), linker);
      }
      known = new ArrayList<>(byName.values());
      linkers = known;
    }
    return known;
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
