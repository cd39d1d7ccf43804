package io.github.luasearchers.engine.compiler;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaError;

/**
 * Tries again what the fuzzer has found worth keeping, the inputs of {@code fuzz/}: each is
 * compiled, or undumped and run, or an error of Lua's.
 */
class FoundInputsTest {

  private static final byte[] HEADER = {
    27, 'L', 'u', 'a', 0x52, 0, 1, 4, 8, 4, 8, 0, 0x19, (byte) 0x93, '\r', '\n', 0x1a, '\n'
  };

  @Test
  void sources() throws IOException {
    List<byte[]> inputs = inputs("source");
    for (byte[] input : inputs) {
      try {
        LuaCompiler.compile(input, 0, input.length, "found", Level.LUA_5_2);
      } catch (LuaError e) {
        assertThat(e.getMessage()).contains(":");
      }
    }
    assertThat(inputs).hasSizeGreaterThan(100);
  }

  @Test
  void code() throws IOException {
    List<byte[]> inputs = inputs("code");
    for (byte[] input : inputs) {
      byte[] chunk = new byte[HEADER.length + input.length];
      System.arraycopy(HEADER, 0, chunk, 0, HEADER.length);
      System.arraycopy(input, 0, chunk, HEADER.length, input.length);
      try {
        Undump.undump(chunk, 0, chunk.length, LuaText.of("found"), Level.LUA_5_2);
        AlienCode.run(chunk);
      } catch (LuaError e) {
        assertThat(e.getMessage()).endsWith(" precompiled chunk");
      }
    }
    assertThat(inputs).hasSizeGreaterThan(50);
  }

  private static List<byte[]> inputs(String name) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                FoundInputsTest.class.getResourceAsStream("/fuzz/" + name + ".base64"),
                US_ASCII))) {
      return lines.lines().map(Base64.getDecoder()::decode).toList();
    }
  }
}
