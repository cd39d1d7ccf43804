package io.github.luasearchers.clibs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ApiVersionsTest {

  private static final Pattern LINE =
      Pattern.compile("^\\w+\\((lua\\w+), ([01]), ([01]), ([01])\\)$", Pattern.MULTILINE);

  private static final int[] VERSIONS = {502, 503, 504};

  @Test
  void versions_areThoseOfTheShim() throws Exception {
    String functions = Files.readString(Path.of("src/main/c/functions.h"));
    int foreign = 0;
    for (MatchResult line : LINE.matcher(functions).results().toList()) {
      for (int i = 0; i < VERSIONS.length; i++) {
        boolean has = line.group(2 + i).equals("1");
        assertThat(ApiVersions.isForeign(line.group(1), VERSIONS[i]))
            .as(line.group() + " at " + VERSIONS[i])
            .isEqualTo(!has);
        foreign += has ? 0 : 1;
      }
    }
    assertThat(foreign).isGreaterThan(30);
  }

  @Test
  void isForeign_ofAFunctionThatNoVersionHas_isFalse() {
    assertThat(ApiVersions.isForeign("lua_objlen", 502)).isFalse();
    assertThat(ApiVersions.isForeign("lua_insert", 502)).isFalse();
    assertThat(ApiVersions.isForeign("lua_insert", 503)).isTrue();
  }
}
