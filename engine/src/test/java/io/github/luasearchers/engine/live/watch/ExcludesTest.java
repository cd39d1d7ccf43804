package io.github.luasearchers.engine.live.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which files are not watched. */
final class ExcludesTest {

  private static boolean excludes(String glob, String file) {
    return Excludes.of(List.of(glob)).exclude(Path.of(file));
  }

  @Test
  void globWithoutASlash_isForEachNameOnTheWay() {
    assertThat(excludes("*_test.lua", "./a/b_test.lua")).isTrue();
    assertThat(excludes("*_test.lua", "./a/b.lua")).isFalse();
    assertThat(excludes("node_modules", "a/node_modules/b/c.lua")).isTrue();
    assertThat(excludes("node_modules", "/opt/node_modules/c.lua")).isTrue();
    assertThat(excludes("node", "a/node_modules/c.lua")).isFalse();
  }

  @Test
  void globWithASlash_isForPathsBelowTheWorkingFolder() {
    assertThat(excludes("build/*.lua", "build/a.lua")).isTrue();
    assertThat(excludes("./build/*.lua", "./build/a.lua")).isTrue();
    assertThat(excludes("build/*.lua", "src/build/a.lua")).isFalse();
    assertThat(excludes("build/*.lua", Path.of("build/a.lua").toAbsolutePath().toString()))
        .isTrue();
    assertThat(excludes("**/gen/*.lua", "x/y/gen/a.lua")).isTrue();
  }

  @Test
  void globWithASlash_mayBeAbsolute() {
    assertThat(excludes("/usr/share/**", "/usr/share/lua/5.4/pl/List.lua")).isTrue();
    assertThat(excludes("/usr/share/**", "/usr/local/share/lua/5.4/x.lua")).isFalse();
  }

  @Test
  void folder_isExcludedWithAllThatIsInIt() {
    assertThat(excludes("build/out", "build/out/a/b.lua")).isTrue();
    assertThat(excludes("build/out/", "build/out/a/b.lua")).isTrue();
    assertThat(excludes("build/out", "build/outer/b.lua")).isFalse();
    assertThat(excludes("build/out", "build/other/../out/b.lua")).isTrue();
  }

  @Test
  void none_excludesNothing() {
    assertThat(Excludes.NONE.exclude(Path.of("a.lua"))).isFalse();
    assertThat(Excludes.of(List.of()).exclude(Path.of("a.lua"))).isFalse();
  }

  @Test
  void malformedGlob_isNamed() {
    assertThatThrownBy(() -> Excludes.of(List.of("ok", "a[")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the glob 'a[' is malformed: ");
  }
}
