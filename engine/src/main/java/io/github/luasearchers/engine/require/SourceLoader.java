package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.spi.SearchResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/** Makes functions of the sources that one searcher finds. */
final class SourceLoader {

  private static final byte SIGNATURE = 0x1B;

  private final LuaRuntime lua;
  private final String searcher;
  private final boolean binary;
  private final CodeCache cache = CodeCache.shared();

  /**
   * @param searcher the name of the searcher
   * @param binary whether precompiled chunks are loaded too
   */
  SourceLoader(LuaRuntime lua, String searcher, boolean binary) {
    this.lua = lua;
    this.searcher = searcher;
    this.binary = binary;
  }

  /**
   * Loads a module if it is a source that was found.
   *
   * @throws SearchError if it can't be read or is no Lua, in PUC's words
   */
  Finding load(String moduleName, SearchResult result) {
    return result instanceof SearchResult.Source source
        ? Finding.source(lua.instantiate(code(moduleName, source), lua), source.origin())
        : Finding.of(result);
  }

  private Prototype code(String moduleName, SearchResult.Source source) {
    @Nullable CodeKey key = key(source);
    @Nullable Prototype known = key == null ? null : cache.find(key);
    if (known != null) {
      return known;
    }
    byte[] bytes = read(moduleName, source);
    if (source.file().isPresent() && !source.file().get().isCurrent()) {
      key = null; // Nobody knows whether these are the bytes that the stamp stands for.
    }
    try {
      if (bytes.length > 0 && bytes[0] == SIGNATURE) {
        return undump(source, bytes);
      }
      return cache.compile(lua, key, bytes, source.chunkName());
    } catch (LuaError e) {
      throw SearchError.ofLoad(moduleName, source.origin(), message(e), e);
    }
  }

  private @Nullable CodeKey key(SearchResult.Source source) {
    return source.stamp().isPresent()
        ? CodeKey.stamped(
            lua.level(), searcher, source.origin(), source.chunkName(), source.stamp().get())
        : null;
  }

  private byte[] read(String moduleName, SearchResult.Source source) {
    try {
      return source.content().read();
    } catch (IOException e) {
      throw SearchError.ofLoad(moduleName, source.origin(), SearchError.reason(e), e);
    } catch (LinkageError e) {
      String problem = "the searcher '" + searcher + "': " + LinkFailure.text(e);
      throw SearchError.ofLoad(moduleName, source.origin(), problem, LinkFailure.exception(e));
    }
  }

  private Prototype undump(SearchResult.Source source, byte[] bytes) {
    if (!binary) {
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
}
