package io.github.luasearchers.cli.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

  @Test
  void file_isInTheFolderForState() {
    assertThat(History.file(Map.of(), "/home/u"))
        .isEqualTo(Path.of("/home/u/.local/state/luasearchers/history"));
    assertThat(History.file(Map.of("XDG_STATE_HOME", "/state"), "/home/u"))
        .isEqualTo(Path.of("/state/luasearchers/history"));
  }

  @Test
  void relativeFolder_isIgnored() {
    assertThat(History.file(Map.of("XDG_STATE_HOME", "state"), "/home/u"))
        .isEqualTo(Path.of("/home/u/.local/state/luasearchers/history"));
  }

  @Test
  void emptyHistfile_meansNone_anyOtherIsAShells() {
    assertThat(History.file(Map.of("HISTFILE", ""), "/home/u")).isNull();
    assertThat(History.file(Map.of("HISTFILE", "/home/u/.bash_history"), "/home/u"))
        .isEqualTo(Path.of("/home/u/.local/state/luasearchers/history"));
  }

  @Test
  void badName_meansNone() {
    assertThat(History.file(Map.of(), "\0")).isNull();
  }

  @Test
  void prepare_makesTheFolder_orSaysThatItCant(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a/b/history");
    assertThat(History.prepare(file)).isTrue();
    assertThat(folder.resolve("a/b")).isDirectory();
    Path inTheWay = Files.writeString(folder.resolve("file"), "");
    assertThat(History.prepare(inTheWay.resolve("x/history"))).isFalse();
  }
}
