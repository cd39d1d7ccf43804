package io.github.luasearchers.searchers.rocks.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

  private static final List<String> ORDER =
      List.of(
          "1.0alpha",
          "1.0beta1",
          "1.0beta2",
          "1.0pre1",
          "1.0rc1",
          "1.0rc10",
          "1.0-1",
          "1.0-2",
          "1.0a",
          "1.0.1",
          "1.9",
          "1.10",
          "2.0beta3",
          "cvs",
          "scm",
          "dev");

  @Test
  void order_isThatOfLuaRocks() {
    for (int i = 0; i < ORDER.size(); i++) {
      for (int j = 0; j < ORDER.size(); j++) {
        Version left = Version.parse(ORDER.get(i));
        Version right = Version.parse(ORDER.get(j));
        assertThat(left.isBefore(right)).as(left + " < " + right).isEqualTo(i < j);
        assertThat(Integer.signum(Version.compare(left, right))).isEqualTo(Integer.compare(i, j));
      }
    }
    for (String any : ORDER) {
      assertThat(Version.parse("v1.0").isBefore(Version.parse(any))).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "~> 1.2, 1.2.7-1, true",
    "~> 1.2, 1.3-1, false",
    "== 1.2, 1.2.0, false",
    "== 1.2.3, 1.2.3-9, true",
    "== 1.2.3-1, 1.2.3-9, false",
    "< 2, 2.0beta1, true",
    ">= 1.0, 1.0rc1, false",
    "> 1.0-1, 1.0-2, true",
    "<= 1.0, 1.0-2, true",
    "~= 1.0, 1.0-2, false",
    "!= 1.0, 1.1-1, true",
    "@ 1.0, 1.0-2, true",
    "@ >= 1.0, 1.0-2, true",
    "= 1.0, 1.0-2, true",
    "1.0, 1.0-2, true",
    "'>= 1.0, < 2', 1.5-1, true",
    "'>= 1.0 < 2', 2.0-1, false"
  })
  void constraint_isThatOfLuaRocks(String constraint, String version, boolean admitted) {
    Dependency dependency = Dependency.parse("rock " + constraint.replace("@ ", "@"));
    assertThat(dependency.admits(Version.parse(version))).isEqualTo(admitted);
  }

  @Test
  void dependency_hasANameAndConstraints() {
    assertThat(Dependency.parse(" owner/Name.x >= 1, < 2 ")).hasToString("name.x >= 1, < 2");
    assertThat(Dependency.parse("say")).isEqualTo(new Dependency("say", List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ">= 1", "a >> 1", "a >= ", "a (x)", "a 1 /"})
  void otherText_isNoDependency(String text) {
    assertThatThrownBy(() -> Dependency.parse(text)).hasMessageContaining("is no dependency");
  }

  @ParameterizedTest
  @CsvSource({
    "1.0-1, true",
    "1.0a, true",
    "scm-1, false",
    "dev-1, false",
    "cvs-2, false",
    "2.0beta1-1, false",
    "1.0rc1, false",
    "1.0pre2, false",
    "1.0alpha, false"
  })
  void release_isStable(String version, boolean stable) {
    assertThat(Version.parse(version).isStable()).isEqualTo(stable);
  }

  @Test
  void versionThatIsNoRelease_isNamedByItself() {
    assertThat(Dependency.parse("a == scm-1").names(Version.parse("scm-1"))).isTrue();
    assertThat(Dependency.parse("a scm").names(Version.parse("scm-1"))).isTrue();
    assertThat(Dependency.parse("a >= 1.0").names(Version.parse("scm-1"))).isFalse();
    assertThat(Dependency.parse("a >= 2.0beta1").names(Version.parse("2.0beta2-1"))).isTrue();
  }
}
