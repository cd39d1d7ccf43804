package io.github.luasearchers.clibs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The C compiler has compared the numbers of {@code layout.c} with the structures. */
class LayoutTest {

  private static final Pattern LINE =
      Pattern.compile("^(?:AT|IS)\\((\\w+),.*, (\\d+)\\)$", Pattern.MULTILINE);

  @Test
  void numbers_areThoseOfTheStructures() throws Exception {
    String source = Files.readString(Path.of("src/main/c/layout.c"));
    Map<String, Integer> ofC = new TreeMap<>();
    Map<String, Integer> ofJava = new TreeMap<>();
    for (MatchResult line : LINE.matcher(source).results().toList()) {
      String name = line.group(1);
      ofC.put(name, Integer.valueOf(line.group(2)));
      ofJava.put(name, Layout.class.getDeclaredField(name).getInt(null));
    }
    assertThat(ofC).hasSizeGreaterThan(40);
    assertThat(ofJava).isEqualTo(ofC);
  }
}
