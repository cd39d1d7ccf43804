package io.github.luasearchers.clibs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllowedFilesTest {

  private static final String SETTING = "lua.clibs.allow";

  /** The SHA-256 of "abc". */
  private static final String SUM =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("a.so"), "abc");
  }

  private void check(String... items) throws IOException {
    AllowedFiles.of(List.of(items)).check(file.toString(), SETTING);
  }

  @Test
  void check_withoutItems_allowsAll() {
    assertThatCode(() -> check()).doesNotThrowAnyException();
  }

  @Test
  void check_ofAFileInAFolder_allowsIt() {
    assertThatCode(() -> check("/nowhere", folder.toString())).doesNotThrowAnyException();
  }

  @Test
  void check_ofAFileWithTheSum_allowsIt() {
    assertThatCode(() -> check(SUM.toUpperCase(Locale.ROOT))).doesNotThrowAnyException();
  }

  @Test
  void check_ofAnotherFile_saysItsSum() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    assertThatThrownBy(() -> check(other.toString(), "0".repeat(64)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            file + ": lua.clibs.allow allows neither its folder nor its SHA-256, which is " + SUM);
  }

  @Test
  void check_ofALinkOutOfTheFolder_followsIt() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Path link = Files.createSymbolicLink(inside.resolve("b.so"), file);
    assertThatThrownBy(
            () -> AllowedFiles.of(List.of(inside.toString())).check(link.toString(), SETTING))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            link + ", a link to " + file.toRealPath() + ": lua.clibs.allow allows neither");
  }

  @Test
  void check_ofAMissingFile_leavesItToTheSystem() {
    assertThatCode(() -> AllowedFiles.of(List.of("/nowhere")).check(folder + "/none.so", SETTING))
        .doesNotThrowAnyException();
  }
}
