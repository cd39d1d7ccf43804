package io.github.luasearchers.clibs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.luasearchers.engine.lib.FileNames;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.spi.Library;
import io.github.luasearchers.spi.LibraryLinker;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.Setting;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Links C libraries, as Debian and others ship them for PUC's Lua. That is allowed where {@code
 * lua.clibs = true}, for such a library can do anything to the JVM.
 *
 * @since 0.1.0
 */
public final class CLibraryLinker implements LibraryLinker {

  static final String NAME = "clibs";

  private static final Setting<Boolean> ENABLED = Setting.flag("", false);
  private static final Setting<List<String>> ALLOWED = Setting.list("allow", "");
  private static final Setting<String> SHIM = Setting.text("library").or("");

  /** Creates a linker, as a {@code ServiceLoader} does. */
  public CLibraryLinker() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Collection<Setting<?>> settings() {
    return List.of(ENABLED, ALLOWED, SHIM);
  }

  /** Takes files with the names of shared libraries, of any system. */
  @Override
  public boolean links(String file) {
    return FileNames.isSharedLibrary(file);
  }

  @Override
  public Optional<String> refusal(SearchContext context) {
    return ENABLED.read(context)
        ? Optional.empty()
        : Optional.of(
            "it is a C library, which can crash the JVM; to link it, set "
                + context.settingName("")
                + " = true");
  }

  @Override
  public Library open(String file, Mode mode, SearchContext context) throws IOException {
    List<String> allowed = ALLOWED.read(context);
    if (!allowed.isEmpty()) {
      AllowedFiles.of(allowed).check(file, context.settingName(ALLOWED.key()));
    }
    NativeLibrary.load(SHIM.read(context));
    LuaRuntime lua = (LuaRuntime) context.globals();
    int version = Universe.version(lua.level());
    @Nullable String problem = ElfFile.problem(file, version);
    if (problem != null) {
      throw new IOException(file + ": " + problem);
    }
    return new CLibrary(Universe.of(lua), link(file, mode, version));
  }

  private static long link(String file, Mode mode, int version) throws IOException {
    byte[][] message = new byte[1][];
    long handle = Natives.open(terminated(file), mode == Mode.GLOBAL, version, message);
    if (handle == 0) {
      byte[] text = message[0];
      throw new IOException(
          text == null ? file + ": can't be linked" : new String(text, ISO_8859_1));
    }
    return handle;
  }

  /** Returns a name as C reads it. */
  static byte[] terminated(String name) {
    byte[] bytes = LuaText.encode(name);
    return Arrays.copyOf(bytes, bytes.length + 1);
  }
}
