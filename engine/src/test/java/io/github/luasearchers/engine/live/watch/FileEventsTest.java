package io.github.luasearchers.engine.live.watch;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.live.watch.FileState.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever way a file is changed, its change is noticed by events alone. Contents are told apart by
 * their length: 1 byte at first, 2 after the change.
 */
final class FileEventsTest {

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void resolveLinks() throws IOException {
    folder = temporary.toRealPath();
  }

  private Path write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private Path link(String name, String target) throws IOException {
    return Files.createSymbolicLink(folder.resolve(name), Path.of(target));
  }

  /** {@code ln -sfn}: another link takes the place of the one. */
  private void relink(String name, String target) throws IOException {
    Files.move(link(name + ".new", target), folder.resolve(name), ATOMIC_MOVE);
  }

  @Test
  void fileThatIsEmptiedThenWritten_isNeverTakenForEmpty() throws Exception {
    Path file = write("m.lua", "1");
    try (Watching watching = new Watching(file).start();
        FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      out.truncate(0);
      watching.awaitUnsettled();
      Files.writeString(file, "22");

      watching.awaitSize(file, 2);
      assertThat(watching.history()).extracting(FileState::size).containsExactly(2L);
    }
  }

  @Test
  void fileThatIsRenamedOver_isNoticed() throws Exception {
    Path file = write("m.lua", "1");
    Path other = write("elsewhere/m.tmp", "22");
    try (Watching watching = new Watching(file).start()) {
      Files.move(other, file, ATOMIC_MOVE);

      watching.awaitSize(file, 2);
    }
  }

  @Test
  void editorThatKeepsABackup_makesOneChange() throws Exception {
    Path file = write("m.lua", "1");
    try (Watching watching = new Watching(file).startPatiently()) {
      Path backup = Files.move(file, folder.resolve("m.lua~"));
      write("4913", "");
      Files.delete(folder.resolve("4913"));
      Files.writeString(file, "22");
      Files.delete(backup);

      watching.awaitSize(file, 2);
      assertThat(watching.history()).extracting(FileState::size).containsExactly(2L);
    }
  }

  @Test
  void fileThatIsTouched_isLookedAtAndUnchanged() throws Exception {
    Path file = write("m.lua", "1");
    try (Watching watching = new Watching(file).start()) {
      int checks = watching.checks();
      Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
      Files.writeString(file, "1");

      watching.awaitChecks(checks + 1);
      assertThat(watching.history()).isEmpty();
    }
  }

  @Test
  void targetOfALinkedFile_isNoticed() throws Exception {
    Path target = write("shared/real.lua", "1");
    Path file = link("m.lua", "shared/real.lua");
    try (Watching watching = new Watching(file).start()) {
      Files.writeString(target, "22");

      watching.awaitSize(file, 2);
    }
  }

  @Test
  void targetOfALinkThatLedToNothing_isNoticed() throws Exception {
    Path file = link("m.lua", "late/real.lua");
    try (Watching watching = new Watching(file).start()) {
      write("late/real.lua", "22");

      watching.awaitSize(file, 2);
    }
  }

  @Test
  void newFolderWithAFile_isNoticed() throws Exception {
    Path file = folder.resolve("a/b/c/m.lua");
    try (Watching watching = new Watching(file).start()) {
      write("a/b/c/m.lua", "22");

      watching.awaitSize(file, 2);
    }
  }

  @Test
  void linkedFolderThatLeadsElsewhere_isFollowedFromThenOn() throws Exception {
    write("v1/m.lua", "1");
    write("v2/m.lua", "22");
    Path file = link("current", "v1").resolve("m.lua");
    try (Watching watching = new Watching(file).start()) {
      relink("current", "v2");
      watching.awaitSize(file, 2);

      write("v2/m.lua", "333");
      watching.awaitSize(file, 3);
    }
  }

  @Test
  void configMap_isNoticedWhenItsDataIsRenamed() throws Exception {
    write("..2026_1/m.lua", "1");
    write("..2026_2/m.lua", "22");
    link("..data", "..2026_1");
    Path file = link("m.lua", "..data/m.lua");
    try (Watching watching = new Watching(file).start()) {
      relink("..data", "..2026_2");
      watching.awaitSize(file, 2);

      write("..2026_3/m.lua", "333");
      relink("..data", "..2026_3");
      watching.awaitSize(file, 3);
    }
  }

  @Test
  void manyFilesAtOnce_hideNoChange() throws Exception {
    Path file = write("m.lua", "1");
    try (Watching watching = new Watching(file).start()) {
      for (int i = 0; i < 20_000; i++) {
        Files.createFile(folder.resolve(i + ".txt"));
        if (i == 10_000) {
          Files.writeString(file, "22");
        }
      }

      watching.awaitSize(file, 2);
      Files.writeString(file, "333");
      watching.awaitSize(file, 3);
    }
  }

  @Test
  void renamedFolder_isWatchedUnderItsPathOnly() throws Exception {
    Path file = write("lib/m.lua", "1");
    try (Watching watching = new Watching(file).start()) {
      Files.move(folder.resolve("lib"), folder.resolve("old"));
      watching.await(file, state -> state.kind() == Kind.ABSENT, "absence");
      int checks = watching.checks();

      write("old/m.lua", "elsewhere");
      write("lib/m.lua", "22");
      watching.awaitSize(file, 2);
      write("lib/m.lua", "333");
      watching.awaitSize(file, 3);
      assertThat(watching.checks()).isGreaterThan(checks);
      assertThat(watching.history()).extracting(FileState::size).containsExactly(0L, 2L, 3L);
    }
  }

  @Test
  void folderThatIsRemovedAndMadeAgain_isWatchedAgain() throws Exception {
    Path file = write("lib/m.lua", "1");
    try (Watching watching = new Watching(file).start()) {
      Files.delete(file);
      Files.delete(file.getParent());
      watching.await(file, state -> state.kind() == Kind.ABSENT, "absence");

      write("lib/m.lua", "22");
      watching.awaitSize(file, 2);
      write("lib/m.lua", "333");
      watching.awaitSize(file, 3);
    }
  }

  @Test
  void folderAboveThatIsReplaced_isNoticed() throws Exception {
    Path file = write("app/lib/m.lua", "1");
    write("next/lib/m.lua", "22");
    try (Watching watching = new Watching(file).start()) {
      Files.move(folder.resolve("app"), folder.resolve("before"));
      Files.move(folder.resolve("next"), folder.resolve("app"));

      watching.awaitSize(file, 2);
      write("app/lib/m.lua", "333");
      watching.awaitSize(file, 3);
    }
  }

  @Test
  void fileThatAppearsEarlierInThePath_isNoticed() throws Exception {
    Path loaded = write("second/m.lua", "1");
    Path before = folder.resolve("first/m.lua");
    Files.createDirectory(before.getParent());
    try (Watching watching = new Watching(before, loaded).start()) {
      write("first/m.lua", "22");

      watching.awaitSize(before, 2);
    }
  }

  @Test
  void fileThatVanishes_isTakenForGoneWhenItStaysAway() throws Exception {
    Path file = write("m.lua", "1");
    try (Watching watching = new Watching(file).start()) {
      Files.delete(file);

      watching.awaitUnsettled();
      watching.await(file, state -> state.kind() == Kind.ABSENT, "absence");
      assertThat(watching.history()).hasSize(1);
    }
  }

  @Test
  void olderFileThatIsCopiedWithItsTime_isNoticed() throws Exception {
    Path file = write("m.lua", "1");
    Path other = write("backup", "22");
    Files.setLastModifiedTime(other, FileTime.from(Instant.EPOCH));
    try (Watching watching = new Watching(file).start()) {
      Files.copy(other, file, REPLACE_EXISTING, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);

      watching.awaitSize(file, 2);
    }
  }

  @Test
  void relativeFile_belongsToTheWorkingFolder() throws Exception {
    Path file = write("m.lua", "1");
    Path relative = Path.of("").toAbsolutePath().relativize(file);
    try (Watching watching = new Watching(relative).start()) {
      Files.writeString(file, "22");

      watching.awaitSize(relative, 2);
    }
  }

  @Test
  void batch_isOneCheckOfAll() throws Exception {
    Path[] files = new Path[200];
    for (int i = 0; i < files.length; i++) {
      files[i] = write("m" + i + ".lua", "1");
    }
    try (Watching watching = new Watching(files).startPatiently()) {
      int checks = watching.checks();
      for (Path file : files) {
        Files.writeString(file, "22");
      }

      watching.awaitSize(files[files.length - 1], 2);
      assertThat(watching.history()).hasSize(files.length);
      assertThat(watching.checks() - watching.unsettled()).isEqualTo(checks + 1);
    }
  }
}
