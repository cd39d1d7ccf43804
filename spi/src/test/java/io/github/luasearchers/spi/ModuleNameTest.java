package io.github.luasearchers.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ModuleNameTest {

  /** Of all short names over what means something to paths and URLs, no plain one leads out. */
  @Test
  void plain_leadsOutOfNoRoot() {
    String letters = "a./\\:;\0\n\u007F\u0085 %~-";
    Path root = Path.of("/root");
    for (int length = 0; length <= 4; length++) {
      for (long n = 0; n < Math.pow(letters.length(), length); n++) {
        String name = name(letters, length, n);
        if (ModuleName.isPlain(name)) {
          assertThat(name).isNotEmpty();
          Path file = root.resolve(name.replace('.', '/') + ".lua");
          assertThat(file.normalize()).as(name).isEqualTo(file);
          assertThat(file.startsWith(root)).as(name).isTrue();
          assertThat(file.getNameCount()).isEqualTo(2 + name.length() - dotless(name));
          assertThat(ModuleName.isSearchable(name)).as(name).isTrue();
        }
      }
    }
  }

  private static int dotless(String name) {
    return name.replace(".", "").length();
  }

  private static String name(String letters, int length, long n) {
    StringBuilder name = new StringBuilder();
    long rest = n;
    for (int i = 0; i < length; i++) {
      name.append(letters.charAt((int) (rest % letters.length())));
      rest /= letters.length();
    }
    return name.toString();
  }

  @Test
  void plain_areTheNamesThatPeopleUse() {
    for (String name :
        new String[] {"a", "a.b", "a-b.c_d", "penlight.pl", "\u00fc.\u4e2d", "a b"}) {
      assertThat(ModuleName.isPlain(name)).as(name).isTrue();
    }
    assertThat(ModuleName.isPlain("a".repeat(255))).isTrue();
    assertThat(ModuleName.isPlain("a".repeat(256))).isFalse();
    for (String name :
        new String[] {"", ".", "..", ".a", "a.", "a..b", "a/b", "C:a", "a\\b", "a;b"}) {
      assertThat(ModuleName.isPlain(name)).as(name).isFalse();
    }
  }

  @Test
  void searchable_isAllButNulAndSemicolons() {
    for (char c = 0; c < 0x100; c++) {
      assertThat(ModuleName.isSearchable("a" + c)).isEqualTo(c != 0 && c != ';');
    }
    assertThat(ModuleName.isSearchable("")).isTrue();
  }
}
