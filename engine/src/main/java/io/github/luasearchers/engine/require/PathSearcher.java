package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.spi.FileStamp;
import io.github.luasearchers.spi.SearchResult;
import io.github.luasearchers.spi.Setting;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** {@code searcher_Lua}: Lua files along {@code package.path}. */
final class PathSearcher implements ModuleSearcher {

  static final String NAME = "path";

  /** Whether precompiled chunks are loaded too. Nothing checks them: trust where they come from. */
  static final Setting<Boolean> BINARY = Setting.flag("binary", false);

  private final LuaTable packageTable;
  private final FilePath path;
  private final ModuleFiles files;
  private final SourceLoader loader;

  PathSearcher(
      LuaRuntime lua, LuaTable packageTable, ModuleFiles files, boolean binary, boolean live) {
    this.packageTable = packageTable;
    this.path = new FilePath(lua, NAME);
    this.files = files;
    this.loader = new SourceLoader(lua, NAME, binary, live);
  }

  @Override
  public Finding find(LuaString name, String text) {
    return loader.load(text, search(packageTable.get(NAME), text));
  }

  @Override
  public SearchResult locate(String text) {
    return search(packageTable.rawget(NAME), text);
  }

  private SearchResult search(LuaValue value, String moduleName) {
    String part = FilePath.part(moduleName, ".", files.separator());
    @Nullable List<String> missed = null;
    for (String template : path.templates(value)) {
      String name = FilePath.fileName(template, part);
      // In a sandbox there is more to ask than whether a file can be read.
      @Nullable SearchResult known = files.areFree() ? KnownFiles.find(name) : null;
      if (known != null) {
        return known;
      }
      @Nullable String problem = files.problem(name);
      if (problem == null) {
        return source(name);
      }
      if (missed == null) {
        missed = new ArrayList<>();
      }
      ModuleFiles.miss(missed, problem);
    }
    return missed == null ? SearchResult.notFound() : SearchResult.notFound(missed);
  }

  /** Returns a file that was found to be readable. */
  private static SearchResult source(String name) {
    SearchResult.Source source = SearchResult.source(new FileSource(name), "@" + name, name);
    Optional<FileStamp> file = stamp(name);
    if (file.isPresent()) {
      source = source.withStamp(file.get());
    }
    if (source.stamp().isPresent()) {
      KnownFiles.put(source);
    }
    return source;
  }

  private static Optional<FileStamp> stamp(String name) {
    try {
      return Optional.of(FileStamp.of(new File(name).toPath()));
    } catch (IOException | InvalidPathException e) {
      // It is gone since, or no Path can have its name. Reading it will tell.
      return Optional.empty();
    }
  }

  @Override
  public boolean isReadAnywhere() {
    return true;
  }

  @Override
  public SourceLoader loader() {
    return loader;
  }

  @Override
  public boolean answersWithText() {
    return true;
  }
}
