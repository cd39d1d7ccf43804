package io.github.luasearchers.searchers.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar lies on the class path, and nobody has set a repository. */
class IdleJarTest {

  private static final String PACKAGE = IdleJarTest.class.getPackageName() + ".";

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"", "preload, path", "preload, path, http"})
  void failingRequire_loadsTheProviderAndNothingElse(String searchers) throws Exception {
    List<String> classes = classes(searchers);
    assertThat(classes)
        .filteredOn(name -> name.startsWith(PACKAGE) && !name.contains("IdleChild"))
        .containsExactly(HttpSearcherProvider.class.getName());
    assertThat(classes)
        .noneMatch(name -> name.startsWith("com.github.mizosoft."))
        .noneMatch(name -> name.startsWith("com.google.gson."))
        .noneMatch(name -> name.startsWith("com.google.common.cache."))
        .noneMatch(name -> name.startsWith("java.net.http."));
  }

  /** Returns the names of the classes that a process loads. */
  private List<String> classes(String searchers) throws Exception {
    Path log = temp.resolve("classes.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xlog:class+load:file=" + log);
    if (!searchers.isEmpty()) {
      command.add("-Dlua.searchers=" + searchers);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(IdleChild.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("false");
    List<String> names = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      String[] words = line.replaceFirst("^(\\[[^]]*\\])+ ", "").split(" ");
      names.add(words[0].replaceFirst("[/+]0x.*", ""));
    }
    assertThat(names).contains("java.lang.Object", IdleChild.class.getName());
    return names;
  }
}
