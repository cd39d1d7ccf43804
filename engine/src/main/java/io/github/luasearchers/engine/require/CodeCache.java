package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.compiler.LuaCompiler;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Meter;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Prototype;

/**
 * Compiled code, shared by all engines of the JVM: compiled code never changes, and any number of
 * engines of one version of Lua may run it. Bounded; what was used longest ago goes first. Safe for
 * threads.
 */
final class CodeCache {

  private static final CodeCache SHARED = new CodeCache(64 << 20);

  /** About how many bytes code takes for each byte of its source, the source included. */
  private static final int BYTES_PER_SOURCE_BYTE = 7;

  /** About how many bytes the smallest code takes. */
  private static final int BYTES_PER_CODE = 600;

  private final long capacity;
  private final Map<CodeKey, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);
  private long size;

  CodeCache(long capacity) {
    this.capacity = capacity;
  }

  /** Returns the cache of the JVM. */
  static CodeCache shared() {
    return SHARED;
  }

  /**
   * Compiles bytes, or finds them compiled.
   *
   * @param stamped a key under which the code was not found and is to be found again; null for none
   * @throws LuaError if the text is no Lua
   */
  Prototype compile(LuaRuntime lua, @Nullable CodeKey stamped, byte[] bytes, String chunkName) {
    return compile(lua.level(), lua, stamped, bytes, chunkName);
  }

  /**
   * The same, on any thread.
   *
   * @param meter is charged for the work, if there is any
   */
  Prototype compile(
      Level level, Meter meter, @Nullable CodeKey stamped, byte[] bytes, String chunkName) {
    CodeKey key = CodeKey.bytes(level, bytes, chunkName);
    @Nullable Prototype known = find(key);
    if (known != null) {
      if (stamped != null) {
        put(stamped, known, bytes.length);
      }
      return known;
    }
    return compileAnew(level, meter, stamped == null ? key : stamped, bytes, chunkName);
  }

  /**
   * Compiles bytes that may be there, under another key, without looking for them.
   *
   * @throws LuaError if the text is no Lua
   */
  Prototype compileAnew(Level level, Meter meter, CodeKey key, byte[] bytes, String chunkName) {
    // Without a lock. Two threads may do the same work; the result is the same.
    LuaString name = LuaText.of(chunkName);
    Prototype code = LuaCompiler.compileFile(bytes, 0, bytes.length, name, level, meter);
    put(key, code, bytes.length);
    return code;
  }

  @Nullable Prototype find(CodeKey key) {
    synchronized (entries) {
      @Nullable Entry entry = entries.get(key);
      return entry == null ? null : entry.code;
    }
  }

  private void put(CodeKey key, Prototype code, int sourceBytes) {
    Entry entry = new Entry(code, BYTES_PER_CODE + (long) BYTES_PER_SOURCE_BYTE * sourceBytes);
    if (entry.size > capacity) {
      return;
    }
    synchronized (entries) {
      @Nullable Entry before = entries.put(key, entry);
      size += entry.size - (before == null ? 0 : before.size);
      Iterator<Entry> oldest = entries.values().iterator();
      while (size > capacity) {
        size -= oldest.next().size;
        oldest.remove();
      }
    }
  }

  /** Returns how many pieces of code are there. */
  int count() {
    synchronized (entries) {
      return entries.size();
    }
  }

  private static final class Entry {

    final Prototype code;
    final long size;

    Entry(Prototype code, long size) {
      this.code = code;
      this.size = size;
    }
  }
}
