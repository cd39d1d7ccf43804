package io.github.luasearchers.searchers.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar lies on the class path, there is no tree, and nobody has set a server. */
class IdleJarTest {

  private static final String PACKAGE = IdleJarTest.class.getPackageName() + ".";

  @TempDir Path temp;

  @Test
  void failingRequire_loadsTheProviderAndSaysNothingOfRocks() throws Exception {
    Path log = temp.resolve("classes.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xlog:class+load:file=" + log);
    command.addAll(List.of("-Duser.home=" + temp, "-Dlua.rocks.trees="));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(IdleChild.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("module 'nowhere' not found").doesNotContain("rock");
    List<String> names = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      String[] words = line.replaceFirst("^(\\[[^]]*\\])+ ", "").split(" ");
      names.add(words[0].replaceFirst("[/+]0x.*", ""));
    }
    assertThat(names)
        .filteredOn(name -> name.startsWith(PACKAGE) && !name.contains("IdleChild"))
        .contains(RocksSearcherProvider.class.getName())
        .noneMatch(name -> name.contains("RocksSearcher$"))
        .doesNotContain(PACKAGE + "RocksSearcher", PACKAGE + "Servers", PACKAGE + "Trees");
    assertThat(names)
        .noneMatch(name -> name.startsWith("org.apache.commons."))
        .noneMatch(name -> name.startsWith("com.google.gson."))
        .noneMatch(name -> name.startsWith("com.google.common.cache."));
  }
}
