package io.github.luasearchers.searchers.http.integrity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.searchers.http.HttpSearcherProvider;
import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.testing.http.Corpus;
import io.github.luasearchers.testing.http.ModesChild;
import io.github.luasearchers.testing.http.Settings;
import io.github.luasearchers.testing.http.TestServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is recorded is in the lock file or in its journal, whenever a process is killed. */
class LockJournalTest {

  @TempDir Path temp;
  @AutoClose private final TestServer server = new TestServer();

  @Test
  void recording_writesTheFileNowAndThen_andLosesNothing() throws Exception {
    Set<Object> files = new HashSet<>();
    long start = System.nanoTime();
    try (LockFile lock = open()) {
      for (int i = 0; i < 2_000; i++) {
        lock.confirm("m" + i, module(i));
        if (Files.exists(lockFile())) {
          files.add(Files.getAttribute(lockFile(), "unix:ino"));
        }
      }
    }
    long seconds = (System.nanoTime() - start) / 1_000_000_000;
    assertThat(files.size()).as("times that it was written").isLessThanOrEqualTo((int) seconds + 1);
    assertThat(LockFile.parse(lockFile(), Files.readAllBytes(lockFile()))).hasSize(2_000);
    assertThat(journal()).doesNotExist();
  }

  @Test
  void killed_leavesAJournal_thatEverybodyReads_andTheNextRecordingWrites() throws Exception {
    LockJournal killed = new LockJournal(lockFile());
    killed.refresh();
    killed.append("a", module(1));
    // And nobody writes the file. What was cut off has not run.
    Files.writeString(journal(), Files.readString(journal()) + "{\"b\": {\"repos");
    assertThat(LockFile.isThere(lockFile())).isTrue();
    for (LockFile.Mode mode : List.of(LockFile.Mode.VERIFY, LockFile.Mode.FROZEN)) {
      assertThat(LockFile.open(lockFile(), mode, Optional.empty()).modules()).containsOnlyKeys("a");
    }
    try (LockFile next = open()) {
      next.confirm("c", module(3));
      assertThatThrownBy(() -> next.confirm("a", module(4))).hasMessageContaining("module 'a'");
      Corpus.add("lock", "kill -9 while recording", "its journal is read and written");
    }
    assertThat(LockFile.parse(lockFile(), Files.readAllBytes(lockFile())))
        .containsOnlyKeys("a", "c");
  }

  @Test
  void killedProcess_hasRecordedEveryModuleThatItWasGiven() throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.add("repositories=" + server.url());
    arguments.add("cache=memory");
    arguments.add("lock=record");
    arguments.add("lock-file=" + lockFile());
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      server.file("/m" + i + ".lua", "return " + i);
      names.add("m" + i);
    }
    arguments.addAll(names);
    ModesChild.start(arguments).close();
    assertThat(LockFile.open(lockFile(), LockFile.Mode.FROZEN, Optional.empty()).modules())
        .containsOnlyKeys(names);
    // And nobody who has no setting runs unlocked for that.
    server.file("/m0.lua", "return 'evil'");
    try (LuaSearcher searcher = new HttpSearcherProvider().create(settings())) {
      assertThatThrownBy(() -> searcher.search("m0")).hasMessageContaining("the lock file '");
    }
  }

  @Test
  void journal_ofAnotherLockFile_isNoneOfThis() throws Exception {
    LockJournal killed = new LockJournal(lockFile());
    killed.refresh();
    killed.append("a", module(1));
    byte[] stale = Files.readAllBytes(journal());
    killed.write(killed.modules());
    Files.write(journal(), stale);
    String changed = Files.readString(lockFile()).replace("https://host/1", "https://host/2");
    Files.writeString(lockFile(), changed.replace("\"a\"", "\"other\""));
    try (LockFile next = open()) {
      assertThat(next.modules()).containsOnlyKeys("other");
    }
  }

  private LockFile open() throws IOException {
    return LockFile.open(lockFile(), LockFile.Mode.RECORD, Optional.empty());
  }

  private Path journal() {
    return temp.resolve(".modules.lock.journal");
  }

  private static LockEntry module(int number) {
    return new LockEntry(
        "main", URI.create("https://host/" + number), Digest.of(("m" + number).getBytes(UTF_8)), 2);
  }

  private Path lockFile() {
    return temp.resolve("modules.lock");
  }

  private Settings settings() {
    return Settings.of(server.url())
        .with("cache", temp.resolve("cache").toString())
        .with("lock-file", lockFile().toString());
  }
}
