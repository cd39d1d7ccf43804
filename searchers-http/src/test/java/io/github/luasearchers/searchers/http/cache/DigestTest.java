package io.github.luasearchers.searchers.http.cache;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {

  // FIPS 180-4's example.
  private static final String HEX =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  private static final String SRI = "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";

  @Test
  void of_isSha256() {
    Digest digest = Digest.of("abc".getBytes(US_ASCII));
    assertThat(digest.hex()).isEqualTo(HEX);
    assertThat(digest.sri()).isEqualTo(SRI);
  }

  @Test
  void parse_readsBothForms_inAnyCase() {
    assertThat(Digest.parse(HEX)).isEqualTo(Digest.parse(SRI));
    assertThat(Digest.parse(HEX.toUpperCase(java.util.Locale.ROOT)).hex()).isEqualTo(HEX);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "sha256-", "sha256-AAAA", "sha256-?", "sha512-ungWv48B", "zz"})
  void parse_refusesOthers_andSaysWhatItTakes(String text) {
    assertThatThrownBy(() -> Digest.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'" + text + "' is no SHA-256: 64 hexadecimal digits, or 'sha256-' and 44 of Base64");
  }
}
