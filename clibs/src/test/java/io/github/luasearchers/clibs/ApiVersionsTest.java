package io.github.luasearchers.clibs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    Map<String, List<Integer>> expected = new HashMap<>();
    for (MatchResult line : LINE.matcher(functions).results().toList()) {
      List<Integer> versions = new ArrayList<>();
      for (int i = 0; i < VERSIONS.length; i++) {
        if (line.group(2 + i).equals("1")) {
          versions.add(VERSIONS[i]);
        }
      }
      if (versions.size() < VERSIONS.length) {
        expected.put(line.group(1), versions);
      }
    }
    assertThat(expected).isNotEmpty();
    assertThat(ApiVersions.all()).isEqualTo(expected);
  }

  @Test
  void isForeign_ofAFunctionThatNoVersionHas_isFalse() {
    assertThat(ApiVersions.isForeign("lua_objlen", 502)).isFalse();
    assertThat(ApiVersions.isForeign("lua_insert", 502)).isFalse();
    assertThat(ApiVersions.isForeign("lua_insert", 503)).isTrue();
  }
}
