package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.spi.LibraryLinker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Varargs;

/** The functions of {@code package}. One class, as each costs at start-up. */
final class PackageFunction extends Builtin {

  static final int LOADLIB = 0;
  static final int SEARCHPATH = 1;

  private static final String NOT_ENABLED =
      "dynamic libraries not enabled; check your Lua installation";

  private static final LuaString DOT = LuaString.valueOf(".");

  private final int operation;
  private final ModuleFiles files;
  private final @Nullable Libraries libraries;

  /**
   * @param libraries null in a sandbox, which has none
   */
  PackageFunction(
      LuaRuntime lua,
      String name,
      int operation,
      ModuleFiles files,
      @Nullable Libraries libraries) {
    super(lua, name);
    this.operation = operation;
    this.files = files;
    this.libraries = libraries;
  }

  @Override
  protected Varargs run(Varargs args) {
    return operation == LOADLIB ? loadLib(args) : searchPath(args);
  }

  /** {@code ll_loadlib}. */
  private Varargs loadLib(Varargs args) {
    String file = ByteText.decode(checkString(args, 1));
    String symbol = ByteText.decode(checkString(args, 2));
    if (libraries == null || libraries.linker(file) == null) {
      String problem =
          libraries != null && libraries.isThere(file) ? libraries.refusal(file) : NOT_ENABLED;
      return loadLibFailure(problem, "absent");
    }
    if (symbol.startsWith("*")) {
      return linkForOthers(libraries, file);
    }
    LibrarySymbol found = libraries.lookForFunction(file, symbol);
    @Nullable LuaFunction function = found.function();
    return function != null ? function : loadLibFailure(found.problem(), found.where());
  }

  /** Opens a library whose symbols others are to find, and looks for no function. */
  private static Varargs linkForOthers(Libraries libraries, String file) {
    try {
      libraries.link(file, LibraryLinker.Mode.GLOBAL);
      return TRUE;
    } catch (IOException e) {
      LibrarySymbol closed = LibrarySymbol.closed(e);
      return loadLibFailure(closed.problem(), closed.where());
    }
  }

  private static Varargs loadLibFailure(String message, String where) {
    return varargsOf(NIL, LuaText.ofMessage(message), LuaString.valueOf(where));
  }

  /** {@code ll_searchpath}. As compiled C does, it looks at its last argument first. */
  private Varargs searchPath(Varargs args) {
    LuaString slash = LuaString.valueOf(files.separator());
    String replacement = ByteText.decode(optString(args, 4, slash));
    String separator = ByteText.decode(optString(args, 3, DOT));
    String path = ByteText.decode(checkString(args, 2));
    String name = ByteText.decode(checkString(args, 1));
    List<String> missed = new ArrayList<>();
    @Nullable String file = files.search(FilePath.part(name, separator, replacement), path, missed);
    if (file != null) {
      return LuaText.of(file);
    }
    String first = lua.level().atLeast(Level.LUA_5_4) || missed.isEmpty() ? "" : "\n\t";
    return varargsOf(NIL, LuaText.ofMessage(first + String.join("\n\t", missed)));
  }
}
