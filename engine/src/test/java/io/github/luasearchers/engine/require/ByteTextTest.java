package io.github.luasearchers.engine.require;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaString;

final class ByteTextTest {

  @Test
  void text_isText() {
    LuaString bytes = ByteText.encode("aü😀\uFFFD\0");
    assertThat(bytes.m_length).isEqualTo(1 + 2 + 4 + 3 + 1);
    assertThat(ByteText.decode(bytes)).isEqualTo("aü😀\uFFFD\0");
    assertThat(ByteText.isText("aü😀\uFFFD\0")).isTrue();
  }

  @Test
  void bytes_thatAreNoTextComeBack() {
    Random random = new Random(42);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(8)];
      random.nextBytes(bytes);
      LuaString string = LuaString.valueUsing(bytes.clone());
      assertThat(ByteText.encode(ByteText.decode(string))).isEqualTo(string);
    }
  }

  @Test
  void bytes_thatAreNoTextAreKnown() {
    LuaString surrogate = LuaString.valueUsing(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80});
    assertThat(ByteText.isText(ByteText.decode(surrogate))).isFalse();
  }
}
