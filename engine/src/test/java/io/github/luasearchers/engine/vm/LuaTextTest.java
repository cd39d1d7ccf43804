package io.github.luasearchers.engine.vm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaString;

class LuaTextTest {

  @Test
  void text_goesThereAndBack() {
    String text = "aä€😀\0z";
    LuaString string = LuaText.of(text);
    assertThat(LuaText.bytes(string)).isEqualTo(text.getBytes(UTF_8));
    assertThat(LuaText.toJava(string)).isEqualTo(text);
  }

  @Test
  void unpairedSurrogate_becomesAQuestionMark() {
    assertThat(LuaText.of("a\ud83dz")).isEqualTo(LuaString.valueOf("a?z"));
  }

  @Test
  void bytesThatAreNone_becomeTheReplacementCharacter() {
    assertThat(LuaText.toJava(string(0x61, 0xff, 0x62))).isEqualTo("a\ufffdb");
  }

  @Test
  void latin1_keepsEveryByte() {
    LuaString string = string(0, 0x61, 0x80, 0xff);
    assertThat(LuaText.toLatin1(string)).isEqualTo("\0a\u0080\u00ff");
    assertThat(LuaText.ofLatin1("\0a\u0080\u00ff")).isEqualTo(string);
  }

  @Test
  void isUtf8_isStrict() {
    assertThat(LuaText.isUtf8(LuaText.of("aä€😀"))).isTrue();
    assertThat(LuaText.isUtf8(string())).isTrue();
    assertThat(LuaText.isUtf8(string(0xc0, 0x80))).isFalse();
    assertThat(LuaText.isUtf8(string(0xe0, 0x80, 0x80))).isFalse();
    assertThat(LuaText.isUtf8(string(0xed, 0xa0, 0x80))).isFalse();
    assertThat(LuaText.isUtf8(string(0xf4, 0x90, 0x80, 0x80))).isFalse();
    assertThat(LuaText.isUtf8(string(0xf5, 0x80, 0x80, 0x80))).isFalse();
    assertThat(LuaText.isUtf8(string(0x80))).isFalse();
    assertThat(LuaText.isUtf8(string(0xe2, 0x82))).isFalse();
  }

  @Test
  void isUtf8_holdsExactlyWhereTheTextComesBack() {
    Random random = new Random(8);
    int right = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(4)];
      random.nextBytes(bytes);
      LuaString string = LuaString.valueOf(bytes);
      boolean same = LuaText.of(LuaText.toJava(string)).equals(string);
      assertThat(LuaText.isUtf8(string)).isEqualTo(same);
      right += same ? 1 : 0;
    }
    assertThat(right).isPositive();
  }

  @Test
  void compare_isByUnsignedBytes() {
    assertThat(LuaText.compare(string(0xe4), string(0x61))).isPositive();
    assertThat(LuaText.compare(string(0x61), string(0x61, 0))).isNegative();
    assertThat(LuaText.compare(string(0x61), string(0x61))).isZero();
    LuaString part = LuaText.of("xxabcyy").substring(2, 5);
    assertThat(LuaText.compare(part, LuaText.of("abc"))).isZero();
  }

  private static LuaString string(int... bytes) {
    byte[] copy = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      copy[i] = (byte) bytes[i];
    }
    return LuaString.valueOf(copy);
  }
}
