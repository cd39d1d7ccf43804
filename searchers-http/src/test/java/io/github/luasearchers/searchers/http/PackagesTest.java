package io.github.luasearchers.searchers.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which packages of this jar know which, read from the class files. */
class PackagesTest {

  private static final String ROOT = "io/github/luasearchers/searchers/http/";

  @Test
  void cache_knowsNothingOfTheRest() throws Exception {
    assertThat(packagesKnownBy("cache")).containsExactly("cache");
  }

  @Test
  void integrity_knowsTheCacheOnly() throws Exception {
    assertThat(packagesKnownBy("integrity")).containsExactly("cache", "integrity");
  }

  @Test
  void searcher_knowsBoth() throws Exception {
    assertThat(packagesKnownBy("")).containsExactly("", "cache", "integrity", "remote");
  }

  /** Returns the packages below the root that the classes of one of them name. */
  private static Set<String> packagesKnownBy(String name) throws Exception {
    Path root =
        Path.of(HttpSearcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    // A class of the root has its name right after it, one of another package has a slash behind.
    Pattern reference = Pattern.compile(ROOT + "(?:([a-z]+)/)?[A-Z]");
    Set<String> known = new TreeSet<>();
    try (Stream<Path> files = Files.list(root.resolve(ROOT + name))) {
      for (Path file :
          (Iterable<Path>) files.filter(f -> f.toString().endsWith(".class"))::iterator) {
        Matcher matcher = reference.matcher(Files.readString(file, ISO_8859_1));
        while (matcher.find()) {
          known.add(matcher.group(1) == null ? "" : matcher.group(1));
        }
      }
    }
    return known;
  }
}
