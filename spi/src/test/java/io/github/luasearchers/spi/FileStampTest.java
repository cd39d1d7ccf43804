package io.github.luasearchers.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileStampTest {

  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  private static final long RESTED_MILLIS = 2100;

  @TempDir Path temp;

  private static void assumeChangeTime() {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews())
        .as("the system tells when a file changed")
        .contains("unix");
  }

  private Path write(String name, String content) throws IOException {
    Path file = Files.writeString(temp.resolve(name), content);
    return Files.setLastModifiedTime(file, LONG_AGO);
  }

  @Test
  void kinds() throws IOException {
    FileStamp file = FileStamp.of(write("file", "1"));
    assertThat(List.of(file.isRegularFile(), file.isDirectory())).containsExactly(true, false);
    FileStamp folder = FileStamp.of(temp);
    assertThat(List.of(folder.isRegularFile(), folder.isDirectory())).containsExactly(false, true);
    assertThatThrownBy(() -> FileStamp.of(temp.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void fileThatChangedJustNow_hasNone_whateverItsModificationTime() throws IOException {
    FileStamp stamp = FileStamp.of(write("young", "1"));
    assertThat(stamp.text()).isEmpty();
    assertThat(stamp.isCurrent()).isFalse();
  }

  @Test
  void whatIsNeitherFileNorFolder_hasNone() throws IOException {
    Path device = Path.of("/dev/null");
    assumeThat(device).exists();
    assertThat(FileStamp.of(device).text()).isEmpty();
  }

  @Test
  void fileThatRests_hasOne_untilAnythingChanges() throws Exception {
    assumeChangeTime();
    List<Path> files = List.of(write("a", "1"), write("b", "1"), write("c", "1"), write("d", "1"));
    write("other", "2");
    Path link = Files.createSymbolicLink(temp.resolve("link"), files.get(0));
    Path folder = Files.createDirectory(temp.resolve("folder"));
    Thread.sleep(RESTED_MILLIS);
    List<FileStamp> old =
        List.of(
            FileStamp.of(files.get(0)),
            FileStamp.of(files.get(1)),
            FileStamp.of(files.get(2)),
            FileStamp.of(files.get(3)),
            FileStamp.of(link),
            FileStamp.of(folder));
    for (FileStamp stamp : old) {
      assertThat(stamp.text()).isPresent();
      assertThat(stamp.isCurrent()).isTrue();
    }
    assertThat(old.get(0).text()).isEqualTo(FileStamp.of(files.get(0)).text());
    assertThat(old.get(0).text()).isNotEqualTo(old.get(1).text());

    write("a", "2");
    Files.setPosixFilePermissions(files.get(1), PosixFilePermissions.fromString("-w-------"));
    Files.move(temp.resolve("other"), files.get(2), StandardCopyOption.REPLACE_EXISTING);
    Files.delete(files.get(3));
    Files.writeString(folder.resolve("new"), "1");
    Files.setLastModifiedTime(folder, LONG_AGO);
    for (FileStamp stamp : old) {
      assertThat(stamp.isCurrent()).isFalse();
    }
  }
}
