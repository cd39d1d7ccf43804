package io.github.luasearchers.engine.value;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.luaj.vm2.LuaString;

class LuaTextTest {

  private static final int[] EDGES = {
    0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed,
    0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf8, 0xff
  };

  private static final int[] TAIL_EDGES = {0x7f, 0x80, 0xbf, 0xc0};

  @Test
  void text_goesThereAndBack() {
    String text = "aä€😀\0z\uFFFD\uE000";
    LuaString string = LuaText.of(text);
    assertThat(LuaText.bytes(string)).isEqualTo(text.getBytes(UTF_8));
    assertThat(LuaText.toJava(string)).isEqualTo(text);
  }

  @Test
  void everyCharacter_goesThereAndBack() {
    StringBuilder text = new StringBuilder();
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
        text.appendCodePoint(point);
      }
    }
    assertThat(LuaText.encode(text.toString())).isEqualTo(text.toString().getBytes(UTF_8));
    // With a byte that is none, all go the slow way.
    LuaString string = LuaText.of(text.append('\uDCFF').toString());
    assertThat(LuaText.toJava(string)).isEqualTo(text.toString());
  }

  @Test
  void bytes_ofUpToFourComeBackAndStayDifferent() {
    Set<String> texts = new HashSet<>();
    int count = 1;
    check(texts);
    for (int a = 0; a < 256; a++) {
      check(texts, a);
      for (int b = 0; b < 256; b++) {
        check(texts, a, b);
      }
      count += 1 + 256;
    }
    for (int a : EDGES) {
      for (int b : EDGES) {
        for (int c : EDGES) {
          check(texts, a, b, c);
          for (int d : TAIL_EDGES) {
            check(texts, a, b, c, d);
          }
        }
      }
    }
    int edges = EDGES.length * EDGES.length * EDGES.length;
    assertThat(texts).hasSize(count + edges + edges * TAIL_EDGES.length);
  }

  @Test
  void bytes_atRandomComeBack() {
    Random random = new Random(8);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      for (int at = 0; at < bytes.length; at++) {
        if (random.nextInt(3) == 0) {
          bytes[at] = (byte) EDGES[random.nextInt(EDGES.length)];
        }
      }
      check(new HashSet<>(), LuaString.valueOf(bytes));
    }
  }

  @Test
  void bytes_manyComeBack() {
    byte[] bytes = new byte[3 * Slices.SIZE + 1];
    new Random(9).nextBytes(bytes);
    check(new HashSet<>(), LuaString.valueUsing(bytes));
  }

  private static void check(Set<String> texts, int... bytes) {
    check(texts, string(bytes));
  }

  private static void check(Set<String> texts, LuaString string) {
    String text = LuaText.toJava(string);
    if (!LuaText.of(text).equals(string)) {
      assertThat(LuaText.bytes(LuaText.of(text))).isEqualTo(LuaText.bytes(string));
    }
    if (LuaText.hasEscapes(text) == isUtf8(string)) {
      assertThat(LuaText.bytes(string)).as("whether it is UTF-8").isEmpty();
    }
    texts.add(text);
  }

  /** Asks the JDK, whose decoder is as strict. */
  private static boolean isUtf8(LuaString string) {
    ByteBuffer bytes = ByteBuffer.wrap(string.m_bytes, string.m_offset, string.m_length);
    CharBuffer text = CharBuffer.allocate(string.m_length);
    return !UTF_8.newDecoder().decode(bytes, text, true).isError();
  }

  @Test
  void bytesThatAreNone_becomeLoneSurrogates() {
    assertThat(LuaText.toJava(string(0x61, 0xff, 0x62))).isEqualTo("a\uDCFFb");
    assertThat(LuaText.toJava(string(0xed, 0xa0, 0x80))).isEqualTo("\uDCED\uDCA0\uDC80");
    assertThat(LuaText.toJava(string(0xf0, 0x9f, 0x98, 0x80, 0x80))).isEqualTo("😀\uDC80");
  }

  @Test
  void escapesThatMakeUpACharacter_areThatCharacter() {
    assertThat(LuaText.of("\uDCC3\uDCA9")).isEqualTo(LuaText.of("é"));
  }

  @Test
  void pair_isNoEscape() {
    assertThat(LuaText.of("\uD83D\uDC80")).isEqualTo(LuaText.of("💀"));
    assertThat(LuaText.hasEscapes("💀")).isFalse();
    assertThat(LuaText.hasEscapes("💀\uDC80")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"d800, 0", "d83d, 1", "dbff, 5", "dc00, 0", "dc7f, 2", "dd00, 3", "dfff, 40"})
  void anyOtherSurrogate_isRefusedByItsIndex(String surrogate, int index) {
    String text = "é".repeat(index) + (char) Integer.parseInt(surrogate, 16) + "x";
    String expected =
        "a text with a lone surrogate can't be Lua's: U+"
            + surrogate.toUpperCase(java.util.Locale.ROOT)
            + " at index "
            + index;
    assertThatThrownBy(() -> LuaText.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(expected);
    assertThatThrownBy(() -> LuaText.check(text)).hasMessage(expected);
    assertThat(LuaText.ofMessage(text)).isEqualTo(LuaText.of("é".repeat(index) + "\uFFFDx"));
  }

  @Test
  void message_keepsWhatCanBeKept() {
    String text = "a\uDCFF😀\uFFFD";
    assertThat(LuaText.ofMessage(text)).isEqualTo(LuaText.of(text));
  }

  @Test
  void latin1_keepsEveryByte() {
    LuaString string = string(0, 0x61, 0x80, 0xff);
    assertThat(LuaText.toLatin1(string)).isEqualTo("\0a\u0080\u00ff");
    assertThat(LuaText.ofLatin1("\0a\u0080\u00ff")).isEqualTo(string);
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
