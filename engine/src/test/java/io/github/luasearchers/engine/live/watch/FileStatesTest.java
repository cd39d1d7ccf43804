package io.github.luasearchers.engine.live.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import io.github.luasearchers.engine.live.watch.FileState.Kind;
import io.github.luasearchers.spi.FileStamp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a file is, and whether it is settled. */
@Timeout(60)
final class FileStatesTest {

  private static final Duration QUIET = Duration.ofMillis(50);

  @TempDir Path folder;

  private final FileStates states = new FileStates(QUIET);

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static Optional<String> sha256(String content) {
    return Optional.of(Hashing.sha256().hashString(content, StandardCharsets.UTF_8).toString());
  }

  /** Waits until the stamps of some files and folders count. */
  private static void awaitStamps(Path... files) throws IOException {
    for (Path file : files) {
      while (FileStamp.of(file).text().isEmpty()) {
        Thread.onSpinWait();
      }
    }
  }

  private FileState awaitSettled(Path file) {
    FileState state = states.look(file);
    while (!state.settled()) {
      state = states.look(file);
    }
    return state;
  }

  @Test
  void file_isKnownByItsContent() throws Exception {
    Path file = write("m.lua", "return 1");
    FileState state = awaitSettled(file);
    assertThat(state)
        .isEqualTo(new FileState(Kind.FILE, sha256("return 1"), 8, true, Optional.empty()));
    assertThat(states.look(file)).isSameAs(state);
  }

  @Test
  void fileThatWasJustWritten_isNotSettled() throws Exception {
    FileStates patient = new FileStates(Duration.ofHours(1));
    Path file = write("m.lua", "return 1");
    assertThat(patient.look(file).settled()).isFalse();
    assertThat(patient.look(file).sha256()).isEqualTo(sha256("return 1"));
  }

  @Test
  void emptyFile_isSettledLater() throws Exception {
    Path file = write("m.lua", "");
    Instant written = Instant.now();
    FileState state = states.look(file);
    assertThat(state.settled()).isFalse();
    assertThat(state.sha256()).isEqualTo(sha256(""));

    assertThat(awaitSettled(file).size()).isZero();
    assertThat(Instant.now()).isAfter(written.plusMillis(1900));
  }

  @Test
  void fileWithAStampThatCounts_isReadWhenItChanges() throws Exception {
    Path file = write("m.lua", "return 1");
    awaitStamps(file);
    FileState first = states.look(file);
    assertThat(states.look(file)).isSameAs(first);

    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "return 2");
    Files.setLastModifiedTime(file, time);
    assertThat(awaitSettled(file).sha256()).isEqualTo(sha256("return 2"));
  }

  @Test
  void fileThatWasTouched_isTheSame() throws Exception {
    Path file = write("m.lua", "return 1");
    FileState first = awaitSettled(file);
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    Files.writeString(file, "return 1");
    assertThat(awaitSettled(file).sha256()).isEqualTo(first.sha256());
  }

  @Test
  void missingFile_appears() throws Exception {
    Path file = folder.resolve("a/m.lua");
    assertThat(states.look(file).kind()).isEqualTo(Kind.ABSENT);
    assertThat(states.look(file).settled()).isTrue();
    Files.createDirectory(file.getParent());
    assertThat(states.look(file).kind()).isEqualTo(Kind.ABSENT);
    write("a/m.lua", "return 1");
    assertThat(awaitSettled(file).kind()).isEqualTo(Kind.FILE);
  }

  @Test
  void missingFileInAnOldFolder_appears() throws Exception {
    Path file = folder.resolve("m.lua");
    Path link = Files.createSymbolicLink(folder.resolve("n.lua"), Path.of("elsewhere/n.lua"));
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    awaitStamps(folder, elsewhere);
    List<Path> both = List.of(file, link);
    assertThat(states.look(both)).extracting(FileState::kind).containsOnly(Kind.ABSENT);
    assertThat(states.look(both)).extracting(FileState::kind).containsOnly(Kind.ABSENT);

    write("elsewhere/n.lua", "return 1");
    assertThat(states.look(both))
        .extracting(FileState::kind)
        .containsExactly(Kind.ABSENT, Kind.FILE);
    write("m.lua", "return 1");
    assertThat(states.look(both)).extracting(FileState::kind).containsOnly(Kind.FILE);
  }

  @Test
  void oldFolder_isLookedIntoForWhatChanged() throws Exception {
    Path there = write("there", "1");
    Path root = folder.getRoot();
    List<Path> all =
        List.of(folder.resolve("a"), there, folder.resolve("b"), root, folder.resolve("no/c"));
    awaitStamps(folder, there);
    for (int i = 0; i < 3; i++) {
      assertThat(kinds(all))
          .containsExactly(Kind.ABSENT, Kind.FILE, Kind.ABSENT, Kind.OTHER, Kind.ABSENT);
    }
    Files.writeString(there, "22");
    assertThat(states.look(all).get(1).size()).isEqualTo(2);
    write("b", "1");
    assertThat(kinds(all))
        .containsExactly(Kind.ABSENT, Kind.FILE, Kind.FILE, Kind.OTHER, Kind.ABSENT);
    Files.createDirectory(folder.resolve("no"));
    write("no/c", "1");
    Files.delete(there);
    assertThat(kinds(all))
        .containsExactly(Kind.ABSENT, Kind.ABSENT, Kind.FILE, Kind.OTHER, Kind.FILE);
    assertThat(states.look(all).get(1).settled()).isFalse();
    awaitSettled(there);
    assertThat(states.look(all).get(1).settled()).isTrue();
  }

  private List<Kind> kinds(List<Path> files) {
    return states.look(files).stream().map(FileState::kind).toList();
  }

  @Test
  void missingFile_appearsWhenItsFolderIsLinkedElsewhere() throws Exception {
    Path first = Files.createDirectory(folder.resolve("v1"));
    Path second = Files.createDirectory(folder.resolve("v2"));
    Path link = Files.createSymbolicLink(folder.resolve("current"), Path.of("v1"));
    write("v2/m.lua", "return 1");
    awaitStamps(first, second);
    assertThat(states.look(link.resolve("m.lua")).kind()).isEqualTo(Kind.ABSENT);
    assertThat(states.look(link.resolve("m.lua")).kind()).isEqualTo(Kind.ABSENT);

    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("v2"));
    assertThat(states.look(link.resolve("m.lua")).kind()).isEqualTo(Kind.FILE);
  }

  @Test
  void fileThatVanished_isAbsentWhenItStaysAway() throws Exception {
    Path file = write("m.lua", "return 1");
    states.look(file);
    Files.delete(file);
    FileState gone = states.look(file);
    assertThat(gone.kind()).isEqualTo(Kind.ABSENT);
    assertThat(gone.settled()).isFalse();
    assertThat(awaitSettled(file).kind()).isEqualTo(Kind.ABSENT);
  }

  @Test
  void folderAndWhatIsInAFile_areNoFiles() throws Exception {
    Path file = write("m.lua", "return 1");
    assertThat(states.look(folder).kind()).isEqualTo(Kind.OTHER);
    assertThat(states.look(file.resolve("init.lua")).kind()).isEqualTo(Kind.ABSENT);
    assertThat(states.look(folder.getRoot()).kind()).isEqualTo(Kind.OTHER);
  }

  @Test
  void pipe_isNeverOpened() throws Exception {
    Path pipe = folder.resolve("pipe");
    Process made = new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start();
    assertThat(made.waitFor()).isZero();
    assertThat(states.look(pipe).kind()).isEqualTo(Kind.OTHER);
  }

  @Test
  void fileThatCannotBeLookedAt_saysWhy() throws Exception {
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    FileState state = awaitSettled(loop);
    assertThat(state.kind()).isEqualTo(Kind.UNREADABLE);
    assertThat(state.problem().orElse("")).contains("loop");
    assertThat(states.look(Path.of("/proc/self/mem")).kind()).isEqualTo(Kind.UNREADABLE);
  }

  /** Overwrites a file and removes it, over and over. */
  private static final class Flicker extends Thread {

    private final Path file;
    private volatile boolean done;
    private volatile @Nullable IOException failure;

    Flicker(Path file) {
      this.file = file;
    }

    @Override
    public void run() {
      try {
        while (!done) {
          Files.writeString(file, "return 1");
          Files.delete(file);
        }
      } catch (IOException e) {
        failure = e;
      }
    }

    void end() throws InterruptedException {
      done = true;
      join();
      assertThat(failure).isNull();
    }
  }

  @Test
  void fileThatComesAndGoesWhileItIsRead_isOneOrTheOther() throws Exception {
    FileStates patient = new FileStates(Duration.ofHours(1));
    Flicker flicker = new Flicker(folder.resolve("m.lua"));
    flicker.start();
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    int settled = 0;
    for (int i = 0; i < 5000 || kinds.size() < 2; i++) {
      FileState state = patient.look(flicker.file);
      kinds.add(state.kind());
      settled += state.kind() != Kind.ABSENT && state.settled() ? 1 : 0;
    }
    flicker.end();
    assertThat(kinds).contains(Kind.FILE, Kind.ABSENT).doesNotContain(Kind.OTHER);
    assertThat(settled).isZero();
  }

  @Test
  void clockThatGoesBack_leavesWhatWasSeenToTell() throws Exception {
    FileTime future = FileTime.from(Instant.now().plus(Duration.ofHours(1)));
    Signature signature = new Signature(future, 1L, 1L);
    assertThat(signature.isOlderThan(Duration.ZERO)).isFalse();

    Path file = write("m.lua", "return 1");
    Files.setLastModifiedTime(file, future);
    assertThat(awaitSettled(file).sha256()).isEqualTo(sha256("return 1"));
    Files.writeString(file, "return 2");
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    assertThat(awaitSettled(file).sha256()).isEqualTo(sha256("return 2"));
  }

  @Test
  void forgottenFile_isLookedAtAnew() throws Exception {
    Path one = write("one", "1");
    Path other = write("other", "2");
    FileState first = awaitSettled(one);
    FileState second = awaitSettled(other);
    states.keepOnly(List.of(one));
    assertThat(states.look(one)).isSameAs(first);
    assertThat(states.look(other)).isNotSameAs(second).isEqualTo(second);
  }
}
