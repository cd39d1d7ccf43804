package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.LuaText;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.SearchResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/** Makes functions of the sources that searchers find. */
final class SourceLoader {

  private static final byte SIGNATURE = 0x1B;

  private final LuaRuntime lua;
  private final CodeCache cache = CodeCache.shared();

  SourceLoader(LuaRuntime lua) {
    this.lua = lua;
  }

  /**
   * Loads a module.
   *
   * @throws SearchError if it can't be read or is no Lua, in PUC's words
   */
  LuaFunction load(
      String searcherName, LuaSearcher searcher, String moduleName, SearchResult.Source source) {
    return lua.instantiate(code(searcherName, searcher, moduleName, source), lua);
  }

  private Prototype code(
      String searcherName, LuaSearcher searcher, String moduleName, SearchResult.Source source) {
    @Nullable CodeKey key =
        source.stamp().isPresent()
            ? CodeKey.stamped(
                searcherName, source.origin(), source.chunkName(), source.stamp().get())
            : null;
    @Nullable Prototype known = key == null ? null : cache.find(key);
    if (known != null) {
      return known;
    }
    byte[] bytes = read(searcherName, moduleName, source);
    if (source.file().isPresent() && !source.file().get().isCurrent()) {
      key = null; // Nobody knows whether these are the bytes that the stamp stands for.
    }
    try {
      if (bytes.length > 0 && bytes[0] == SIGNATURE) {
        return undump(searcher, source, bytes);
      }
      return cache.compile(lua, key, bytes, source.chunkName());
    } catch (LuaError e) {
      throw failure(moduleName, source.origin(), message(e), e);
    }
  }

  private static byte[] read(String searcherName, String moduleName, SearchResult.Source source) {
    try {
      return source.content().read();
    } catch (IOException e) {
      throw failure(moduleName, source.origin(), SearcherFunction.reason(e), e);
    } catch (LinkageError e) {
      String problem = "the searcher '" + searcherName + "': " + LinkFailure.text(e);
      throw failure(moduleName, source.origin(), problem, LinkFailure.exception(e));
    }
  }

  private Prototype undump(LuaSearcher searcher, SearchResult.Source source, byte[] bytes) {
    if (!(searcher instanceof PathSearcher path && path.isBinary())) {
      throw new LuaError(LuaValue.valueOf("attempt to load a binary chunk (mode is 't')"));
    }
    try {
      return lua.loadPrototype(new ByteArrayInputStream(bytes), source.chunkName(), "b");
    } catch (IOException e) {
      throw new LuaError(LuaText.ofMessage(source.origin() + ": truncated precompiled chunk"));
    }
  }

  private static String message(LuaError error) {
    @Nullable LuaValue value = error.getMessageObject();
    return value instanceof LuaString text ? ByteText.decode(text) : String.valueOf(value);
  }

  /** Returns {@code checkload}'s error. */
  static SearchError failure(
      String moduleName, String file, String problem, @Nullable Throwable cause) {
    return new SearchError(
        "error loading module '"
            + LuaText.excerpt(moduleName)
            + "' from file '"
            + LuaText.excerpt(file)
            + "':\n\t"
            + problem,
        cause instanceof LuaError ? null : cause);
  }
}
