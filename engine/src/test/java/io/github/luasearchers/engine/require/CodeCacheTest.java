package io.github.luasearchers.engine.require;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.vm.LuaRuntime;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.Prototype;

final class CodeCacheTest {

  private final LuaRuntime lua = new LuaRuntime(Level.LUA_5_2);
  private final CodeCache cache = new CodeCache(100_000);

  @Test
  void bytes_areCompiledOnce() {
    Prototype code = bytes("return 1", null);
    assertThat(bytes("return 1", null)).isSameAs(code);
    assertThat(bytes("return 2", null)).isNotSameAs(code);
    assertThat(bytes("return 1", null, "=b")).isNotSameAs(code);
  }

  @Test
  void stamp_isFoundWithoutTheBytes() {
    CodeKey key = stamped("db", "o", "@c", "1");
    Prototype code = bytes("return 1", key);
    assertThat(cache.find(stamped("db", "o", "@c", "1"))).isSameAs(code);
    assertThat(cache.find(stamped("db", "o", "@c", "2"))).isNull();
    assertThat(cache.find(stamped("db", "p", "@c", "1"))).isNull();
    assertThat(cache.find(stamped("db", "o", "@d", "1"))).isNull();
    assertThat(cache.find(stamped("jar", "o", "@c", "1"))).isNull();
  }

  @Test
  void stamp_ofBytesThatAreKnown() {
    Prototype code = bytes("return 1", null);
    CodeKey key = stamped("db", "o", "@c", "1");
    assertThat(bytes("return 1", key)).isSameAs(code);
    assertThat(cache.find(key)).isSameAs(code);
  }

  @Test
  void code_isOfOneVersionOfLua() {
    Prototype code = bytes("return 1", null);
    assertThat(cache.compile(new LuaRuntime(Level.LUA_5_3), null, "return 1".getBytes(UTF_8), "@c"))
        .isNotSameAs(code);
    bytes("return 2", stamped("db", "o", "@c", "1"));
    assertThat(cache.find(CodeKey.stamped(Level.LUA_5_4, "db", "o", "@c", "1"))).isNull();
  }

  @Test
  void error_isNotKept() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> bytes("= 1", null, "=a"))
          .isInstanceOf(LuaError.class)
          .hasMessage("a:1: unexpected symbol near '='");
    }
    assertThat(cache.count()).isZero();
  }

  @Test
  void size_isBounded() {
    Prototype used = bytes("return 'used'", null);
    for (int i = 0; i < 1000; i++) {
      bytes("return " + i, null);
      assertThat(bytes("return 'used'", null)).isSameAs(used);
    }
    assertThat(cache.count()).isBetween(100, 170);
  }

  @Test
  void size_largeCodeIsNotKept() {
    bytes("return '" + "x".repeat(100_000) + "'", null);
    assertThat(cache.count()).isZero();
  }

  private CodeKey stamped(String searcher, String origin, String chunkName, String stamp) {
    return CodeKey.stamped(lua.level(), searcher, origin, chunkName, stamp);
  }

  private Prototype bytes(String text, CodeKey key) {
    return bytes(text, key, "@c");
  }

  private Prototype bytes(String text, CodeKey key, String chunkName) {
    return cache.compile(lua, key, text.getBytes(UTF_8), chunkName);
  }
}
