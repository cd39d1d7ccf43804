package io.github.luasearchers.searchers.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.testing.http.Corpus;
import io.github.luasearchers.testing.http.ModesChild;
import io.github.luasearchers.testing.http.Settings;
import io.github.luasearchers.testing.http.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a module through a lock file: recorded, changed, refused, updated; and killed. */
class LockStepsTest {

  @TempDir Path temp;
  @AutoClose private final TestServer server = new TestServer();
  private String out = "";

  @Test
  void record_locksWhatTheServersHave_notWhatTheCacheHas() throws Exception {
    server.file("/a.lua", "return 1", "Cache-Control", "max-age=1000");
    search(settings(), "a");
    server.file("/a.lua", "return 2", "Cache-Control", "max-age=1000");
    for (String update : List.of("respect-http", "never")) {
      Settings record = settings().with("lock", "record").with("update", update);
      assertThat(search(record.with("mode", "prefer-cache"), "a")).isEqualTo("return 2");
      assertThat(locked("a")).isEqualTo(digest("return 2"));
      Files.delete(lockFile());
    }
    server.status("/a.lua", 500);
    assertThatThrownBy(() -> search(settings().with("lock", "record"), "a"))
        .hasMessageEndingWith("HTTP 500");
    assertThatThrownBy(() -> search(settings().with("lock", "record").with("mode", "offline"), "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lua.http.lock = record")
        .hasMessageContaining("lua.http.mode = offline")
        .satisfies(e -> Corpus.add("lock", "recording offline", e.getMessage()));
  }

  @Test
  void changedModule_isRefused_checked_updated_andRuns() throws Exception {
    server.file("/a.lua", "return 1").file("/b.lua", "return 'b'");
    search(settings().with("lock", "record"), "a", "b");
    server.file("/a.lua", "return 2");
    Settings frozen = settings().with("lock", "frozen").with("cache", "memory");
    assertThatThrownBy(() -> search(frozen, "a"))
        .hasMessageContaining("'" + lockFile() + "'")
        .hasMessageContaining(digest("return 1").sri())
        .hasMessageContaining(digest("return 2").sri())
        .hasMessageContaining("run 'lock update a'")
        .satisfies(e -> Corpus.add("lock", "changed module", e.getMessage()));
    assertThat(command("lock", "check")).isEqualTo(1);
    assertThat(out)
        .contains("a: " + digest("return 1") + " is locked, " + digest("return 2") + " is at ")
        .contains("1 modules are as locked, 1 are not")
        .doesNotContain("b:");
    assertThat(command("lock", "update", "a")).isZero();
    assertThat(out).contains("a: was " + digest("return 1") + ", is " + digest("return 2"));
    assertThat(command("lock", "check")).isZero();
    assertThat(search(frozen, "a")).isEqualTo("return 2");
    assertThat(search(frozen, "b")).isEqualTo("return 'b'");
  }

  @Test
  void update_ofAll_takesWhatMoved_andAddsWhatIsNamed_orChangesNothing() throws Exception {
    server.file("/a.lua", "return 1").file("/b.lua", "return 2");
    search(settings().with("lock", "record"), "a", "b");
    server.remove("/a.lua").file("/a/init.lua", "return 1").file("/c.lua", "return 3");
    assertThatThrownBy(() -> search(settings().with("cache", "memory"), "a"))
        .hasMessageContaining("if it has moved, run 'lock update a'")
        .satisfies(e -> Corpus.add("lock", "module that moved", e.getMessage()));
    assertThatThrownBy(() -> search(settings().with("lock", "frozen"), "c"))
        .hasMessageContaining("is not in the lock file '" + lockFile() + "'")
        .hasMessageContaining("run 'lock update c'")
        .satisfies(e -> Corpus.add("lock", "module that is not locked", e.getMessage()));
    assertThat(command("lock", "update")).isZero();
    assertThat(out).contains("is at " + server.url() + "a/init.lua").contains("1 of 2 modules");
    assertThat(command("lock", "update", "c")).isZero();
    assertThat(search(settings().with("lock", "frozen"), "c")).isEqualTo("return 3");
    String before = Files.readString(lockFile());
    server.file("/b.lua", "return 4");
    assertThat(command("lock", "update", "b", "none")).isEqualTo(1);
    assertThat(Files.readString(lockFile())).isEqualTo(before);
  }

  @Test
  void lockFile_thatIsAFolder_orCantBeWritten_isNamed() throws Exception {
    server.file("/a.lua", "return 1");
    Path folder = Files.createDirectory(temp.resolve("folder"));
    Path below = Files.writeString(temp.resolve("file"), "").resolve("modules.lock");
    for (String mode : List.of("record", "verify", "frozen")) {
      assertThatThrownBy(
              () -> search(settings().with("lock-file", folder + "").with("lock", mode), "a"))
          .hasMessageContaining("the lock file '" + folder + "': it is a folder")
          .satisfies(e -> Corpus.add("lock", "folder, " + mode, e.getMessage()));
      assertThatThrownBy(
              () -> search(settings().with("lock-file", below + "").with("lock", mode), "a"))
          .hasMessageContaining("lock file '" + below + "'");
    }
  }

  // ---- the journal

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
    assertThatThrownBy(() -> search(settings(), "m0")).hasMessageContaining("the lock file '");
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

  private static Locked module(int number) {
    return new Locked("main", URI.create("https://host/" + number), digest("m" + number), 2);
  }

  // ---- helpers

  private String search(Settings settings, String... modules) throws IOException {
    String text = "";
    try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
      for (String module : modules) {
        text = HttpSearcherTest.text(searcher.search(module));
      }
    }
    return text;
  }

  /** Runs a command with the settings of this test. */
  private int command(String... words) {
    Map<String, String> properties =
        Map.of(
            "lua.http.repositories",
            server.url(),
            "lua.http.cache",
            "memory",
            "lua.http.retries",
            "0",
            "lua.http.lock-file",
            lockFile().toString());
    properties.forEach(System::setProperty);
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      PrintStream stream = new PrintStream(bytes, true, UTF_8);
      int status = Main.run(words, stream, stream);
      out = bytes.toString(UTF_8);
      return status;
    } finally {
      properties.keySet().forEach(System::clearProperty);
    }
  }

  private Digest locked(String module) throws IOException {
    return LockFile.open(lockFile(), LockFile.Mode.VERIFY, Optional.empty())
        .find(module)
        .orElseThrow()
        .digest();
  }

  private Path lockFile() {
    return temp.resolve("modules.lock");
  }

  private static Digest digest(String content) {
    return Digest.of(content.getBytes(UTF_8));
  }

  private Settings settings() {
    return Settings.of(server.url())
        .with("cache", temp.resolve("cache").toString())
        .with("lock-file", lockFile().toString());
  }
}
