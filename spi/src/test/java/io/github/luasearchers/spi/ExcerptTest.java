package io.github.luasearchers.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ExcerptTest {

  @Test
  void shortText_isShownWhole() {
    assertThat(Excerpt.of("a\nb")).isEqualTo("a\nb");
    assertThat(Excerpt.of("x".repeat(1_000))).hasSize(1_000);
    assertThat(Excerpt.line("a\nb\u0085c")).isEqualTo("a?b?c");
    assertThat(Excerpt.ofSetting("x".repeat(80))).hasSize(80);
  }

  @Test
  void longText_isCut() {
    assertThat(Excerpt.of("x".repeat(1_001))).isEqualTo("x".repeat(200) + "...");
    assertThat(Excerpt.line("\n".repeat(1_001))).isEqualTo("?".repeat(200) + "...");
    assertThat(Excerpt.ofSetting("\r".repeat(81))).isEqualTo("?".repeat(80) + "...");
  }

  /** Half a character is no text: an encoder would make a question mark of it. */
  @Test
  void cut_halvesNoCharacter() {
    for (int before = 0; before < 4; before++) {
      String text = "x".repeat(before) + "\ud83d\ude00".repeat(1_000);
      for (String shown :
          new String[] {Excerpt.of(text), Excerpt.line(text), Excerpt.ofSetting(text)}) {
        String cut = shown.substring(0, shown.length() - 3);
        assertThat(text).startsWith(cut);
        assertThat(Character.isHighSurrogate(cut.charAt(cut.length() - 1))).isFalse();
      }
    }
  }
}
