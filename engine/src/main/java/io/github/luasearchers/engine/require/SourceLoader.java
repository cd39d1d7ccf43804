package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.flight.Flight;
import io.github.luasearchers.engine.flight.ModuleSpan;
import io.github.luasearchers.engine.flight.Spans;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Meter;
import io.github.luasearchers.engine.vm.LivePrototype;
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
  private final boolean live;
  private final CodeCache cache = CodeCache.shared();

  /**
   * @param searcher the name of the searcher
   * @param binary whether precompiled chunks are loaded too
   * @param live whether modules may be reloaded
   */
  SourceLoader(LuaRuntime lua, String searcher, boolean binary, boolean live) {
    this.lua = lua;
    this.searcher = searcher;
    this.binary = binary;
    this.live = live;
  }

  /**
   * Loads a module if it is a source that was found.
   *
   * @throws SearchError if it can't be read or is no Lua, in PUC's words
   */
  Finding load(String moduleName, SearchResult result) {
    if (!(result instanceof SearchResult.Source source)) {
      return Finding.of(result);
    }
    @Nullable CodeKey key = key(source);
    if (live) {
      return loadLive(moduleName, source, key);
    }
    @Nullable Prototype known = key == null ? null : cache.find(key);
    if (known != null) {
      return found(source, known, null, 0);
    }
    byte[] bytes = read(moduleName, source);
    long begun = System.nanoTime();
    Prototype code = compile(moduleName, source, key, bytes);
    return found(source, code, null, System.nanoTime() - begun);
  }

  /**
   * Keeps the text, and gives the engine code of its own, which can get a successor. What is
   * compiled is not kept for other engines: the next text is about to come.
   */
  private Finding loadLive(String moduleName, SearchResult.Source source, @Nullable CodeKey key) {
    byte[] bytes = read(moduleName, source);
    long begun = System.nanoTime();
    @Nullable Prototype known = key == null || hasChanged(source) ? null : cache.find(key);
    Prototype code = known == null ? compile(moduleName, source, key, bytes) : known;
    return found(source, LivePrototype.of(code), bytes, System.nanoTime() - begun);
  }

  /**
   * Compiles a source before its module is loaded, so that {@link #load} finds it compiled. Any
   * thread may do so. Precompiled code is left as it is: nothing is to be gained.
   *
   * @throws SearchError if it is no Lua
   */
  void compileAhead(String moduleName, SearchResult.Source source, byte[] bytes, Meter meter) {
    @Nullable CodeKey key = key(source);
    if (isBinary(bytes) || (key != null && cache.find(key) != null)) {
      return;
    }
    @Nullable ModuleSpan span = Flight.isOn() ? Spans.compile() : null;
    boolean compiled = false;
    try {
      if (key == null || hasChanged(source)) {
        cache.compile(lua.level(), meter, null, bytes, source.chunkName());
      } else {
        cache.compileAnew(lua.level(), meter, key, bytes, source.chunkName());
      }
      compiled = true;
    } catch (LuaError e) {
      throw SearchError.ofLoad(moduleName, source.origin(), message(e), e);
    } finally {
      end(span, moduleName, source, compiled);
    }
  }

  /** Tells whether bytes are precompiled code. */
  static boolean isBinary(byte[] bytes) {
    return bytes.length > 0 && bytes[0] == SIGNATURE;
  }

  /** Tells whether nobody knows if the bytes that were read are those that the stamp stands for. */
  private static boolean hasChanged(SearchResult.Source source) {
    return source.file().isPresent() && !source.file().get().isCurrent();
  }

  private Finding found(
      SearchResult.Source source, Prototype code, byte @Nullable [] kept, long compileNanos) {
    return Finding.source(lua.instantiate(code, lua), new LoadedCode(source, kept, compileNanos));
  }

  private Prototype compile(
      String moduleName, SearchResult.Source source, @Nullable CodeKey stamped, byte[] bytes) {
    @Nullable CodeKey key = hasChanged(source) ? null : stamped;
    @Nullable ModuleSpan span = Flight.isOn() ? Spans.compile() : null;
    @Nullable Prototype code = null;
    try {
      code =
          isBinary(bytes)
              ? undump(source, bytes)
              : live
                  ? compileLive(source, bytes)
                  : cache.compile(lua, key, bytes, source.chunkName());
      return code;
    } catch (LuaError e) {
      throw SearchError.ofLoad(moduleName, source.origin(), message(e), e);
    } finally {
      end(span, moduleName, source, code != null);
    }
  }

  private Prototype compileLive(SearchResult.Source source, byte[] bytes) {
    @Nullable Prototype known = cache.find(CodeKey.bytes(lua.level(), bytes, source.chunkName()));
    return known == null ? lua.compileFile(bytes, source.chunkName()) : known;
  }

  private void end(
      @Nullable ModuleSpan span, String moduleName, SearchResult.Source source, boolean compiled) {
    if (span != null) {
      span.end(moduleName, searcher, source.origin(), compiled ? "COMPILED" : "FAILED");
    }
  }

  private @Nullable CodeKey key(SearchResult.Source source) {
    return source.stamp().isPresent()
        ? CodeKey.stamped(
            lua.level(), searcher, source.origin(), source.chunkName(), source.stamp().get())
        : null;
  }

  /**
   * Reads a source.
   *
   * @throws SearchError if it can't be read
   */
  byte[] read(String moduleName, SearchResult.Source source) {
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
