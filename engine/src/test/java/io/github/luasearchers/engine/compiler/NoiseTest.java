package io.github.luasearchers.engine.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.value.Level;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaError;

/** Tests that the compiler has an answer to whatever bytes there are: a function, or an error. */
class NoiseTest {

  private static final int ROUNDS = 100_000;

  @Test
  void anyBytes_areCompiledOrAnError() {
    Random random = new Random(7);
    int errors = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] noise = new byte[random.nextInt(60)];
      random.nextBytes(noise);
      try {
        LuaCompiler.compile(noise, 0, noise.length, "noise", Level.LUA_5_2);
      } catch (LuaError e) {
        errors++;
      }
    }
    assertThat(errors).isBetween(ROUNDS / 2, ROUNDS);
  }

  @Test
  void messages_haveBytesThatAreNoText() {
    byte[] source = {'\'', '\\', 'q', (byte) 0xF1};
    assertThatThrownBy(() -> LuaCompiler.compile(source, 0, source.length, "@x", Level.LUA_5_2))
        .isInstanceOf(LuaError.class)
        .hasMessageStartingWith("x:1: invalid escape sequence near ");
  }
}
