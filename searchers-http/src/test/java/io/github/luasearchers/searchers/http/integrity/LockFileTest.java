package io.github.luasearchers.searchers.http.integrity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.testing.http.Ed25519Keys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockFileTest {

  @TempDir Path temp;
  private Path file = Path.of("");

  private final List<LockFile> opened = new ArrayList<>();

  @BeforeEach
  void setFile() {
    file = temp.resolve("lua-lock.json");
  }

  /** None of them writes when the folder is being deleted. */
  @AfterEach
  void closeAll() {
    opened.forEach(LockFile::close);
  }

  @Test
  void record_writesSortedLines() throws Exception {
    LockFile lock = open(LockFile.Mode.RECORD);
    lock.confirm("b", locked("b", "two"));
    lock.confirm("a.c", locked("a/c", "one"));
    lock.close();
    assertThat(file)
        .hasContent(
            """
            {
              "format": 1,
              "modules": {
                "a.c": {"repository": "main", "url": "https://host/lua/a/c.lua", "integrity": "sha256-dpLDrTVAu4A8Ags67mbNiIcSMjTqDG5xQ8Ct1z/0Me0=", "size": 3},
                "b": {"repository": "main", "url": "https://host/lua/b.lua", "integrity": "sha256-P8TM/nRYcOLA2Z9x8w/wZWyN7dQcwdfT03aw2+aF4vM=", "size": 3}
              }
            }
            """
                .stripTrailing());
    assertThat(open(LockFile.Mode.FROZEN).modules()).isEqualTo(lock.modules());
    assertThat(lock.digests()).hasSize(2);
  }

  @Test
  void record_againAndAgain_keepsWhatIsThere() throws Exception {
    record("a", "one");
    String before = Files.readString(file);
    LockFile lock = open(LockFile.Mode.RECORD);
    lock.confirm("a", locked("a", "one"));
    assertThat(file).hasContent(before.stripTrailing());
    assertThatThrownBy(() -> lock.confirm("a", locked("a", "two")))
        .hasMessage(
            "module 'a' from 'https://host/lua/a.lua': its content is "
                + Digest.of("two".getBytes(UTF_8)).sri()
                + ", and the lock file '"
                + file
                + "' has "
                + Digest.of("one".getBytes(UTF_8)).sri()
                + " of module 'a': if the new content is meant, run 'lock update a'");
  }

  @Test
  void record_bySeveralLockFiles_losesNothing() throws Exception {
    LockFile first = open(LockFile.Mode.RECORD);
    LockFile second = open(LockFile.Mode.RECORD);
    first.confirm("a", locked("a", "one"));
    second.confirm("b", locked("b", "two"));
    assertThat(open(LockFile.Mode.VERIFY).modules()).containsOnlyKeys("a", "b");
    assertThatThrownBy(() -> first.confirm("b", locked("b", "three")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("module 'b'");
  }

  @Test
  void record_byThreadsAndProcesses_losesNothing() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  LockFileChild.class.getName(),
                  file.toString(),
                  "p" + i)
              .redirectErrorStream(true)
              .start());
    }
    for (Process process : processes) {
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
    }
    assertThat(open(LockFile.Mode.FROZEN).modules())
        .hasSize(3 * LockFileChild.THREADS * LockFileChild.MODULES);
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("lua-lock.json", ".lua-lock.json.lock");
    }
  }

  @Test
  void verify_checksWhatIsLocked_andTakesTheRest() throws Exception {
    open(LockFile.Mode.RECORD).confirm("a", locked("a", "one"));
    LockFile lock = open(LockFile.Mode.VERIFY);
    lock.confirm("a", locked("mirror/a", "one"));
    lock.confirm("b", locked("b", "two"));
    assertThatThrownBy(() -> lock.confirm("a", locked("a", "two")))
        .hasMessageContaining("module 'a'");
    assertThat(open(LockFile.Mode.VERIFY).modules()).containsOnlyKeys("a");
  }

  @Test
  void frozen_hasNoOtherModules() throws Exception {
    record("a", "one");
    LockFile lock = open(LockFile.Mode.FROZEN);
    assertThat(lock.find("a")).contains(locked("a", "one"));
    assertThatThrownBy(() -> lock.find("b"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "module 'b' is not in the lock file '"
                + file
                + "': to record it, run once with lua.http.lock = record, or run 'lock update b'");
    assertThatThrownBy(() -> lock.confirm("b", locked("b", "two")))
        .hasMessageContaining("is not in the lock file");
  }

  @Test
  void off_saysNothing() throws Exception {
    LockFile lock = LockFile.open(temp.resolve("none"), LockFile.Mode.OFF, Optional.empty());
    assertThat(lock.find("a")).isEmpty();
    lock.confirm("a", locked("a", "one"));
    assertThat(lock.modules()).isEmpty();
  }

  @Test
  void withoutAFile_onlyRecordOpens() {
    assertThatThrownBy(() -> open(LockFile.Mode.FROZEN))
        .hasMessage("there is no lock file '" + file + "': record one first, by the mode 'record'");
    assertThatThrownBy(() -> open(LockFile.Mode.VERIFY)).hasMessageContaining("no lock file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|line 1, column 1, at $: it ends too early",
        "{\"format\": 1|line 1, column 13, at $.format: it ends too early",
        "{'format': 1}|line 1, column 3, at $.: this is not JSON",
        "[]|line 1, column 2, at $: an object is expected here",
        "{\"format\": 2}|at $.format: format 2 is unknown here; it should be 1",
        "{\"format\": 1}|it lacks 'format' or 'modules'",
        "{\"format\": 1, \"modules\": {}} x|this is not JSON",
        "{\"format\": 1, \"modules\": {\"a\": 1}}|line 1, column 33, at $.modules.a: an object",
        "{\"format\": 1, \"modules\": {\"a\": {}}}|needs 'repository', 'url' and 'integrity'",
        "{\"format\": 1, \"modules\": {\"a\": {\"integrity\": \"x\"}}}|'x' is no SHA-256",
        "{\"format\": 1, \"modules\": {\"a\": {\"size\": 1.5}}}|'1.5' is not a whole number",
        "{\"format\": 1, \"modules\": {\"a\": {\"size\": -1}}}|'-1' is not a whole number",
        "{\"format\": 1, \"modules\": {\"a\": {\"what\": 1}}}|a locked module has no 'what'",
        "{\"format\": 1, \"format\": 1}|the key 'format' is there twice",
        "{\"modules\": {\"a\": [[[[[[[[[[}|an object is expected here",
      })
  void malformed_isSaidWithItsPlace_andNotOverwritten(String content, String sentence)
      throws Exception {
    Files.writeString(file, content);
    for (LockFile.Mode mode : List.of(LockFile.Mode.VERIFY, LockFile.Mode.RECORD)) {
      assertThatThrownBy(() -> open(mode))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("'" + file + "' is ")
          .hasMessageContaining(sentence);
    }
    assertThat(Files.readString(file)).isEqualTo(content);
  }

  @Test
  void malformed_inTheMeantime_isNotOverwrittenEither() throws Exception {
    LockFile lock = open(LockFile.Mode.RECORD);
    lock.confirm("a", locked("a", "one"));
    Files.writeString(file, "<<<<<<< HEAD\n");
    assertThatThrownBy(() -> lock.confirm("b", locked("b", "two")))
        .hasMessageContaining("this is not JSON");
    assertThat(file).hasContent("<<<<<<< HEAD");
  }

  @ParameterizedTest
  @CsvSource({
    "https://user:secret@host/a.lua", "http://user:secret@in_valid/a.lua", "ftp://host/a.lua",
    "jar:file:/a.jar!/a.lua", "a.lua", "'https:// host/'"
  })
  void urlsThatAreNone_orHaveSecrets_areRefused_unsaid(String url) throws Exception {
    Files.writeString(
        file,
        "{\"format\": 1, \"modules\": {\"a\": {\"repository\": \"main\", \"url\": \""
            + url
            + "\", \"integrity\": \"sha256-dpLDrTVAu4A8Ags67mbNiIcSMjTqDG5xQ8Ct1z/0Me0=\"}}}");
    assertThatThrownBy(() -> open(LockFile.Mode.VERIFY))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is malformed")
        .hasMessageNotContaining("secret");
  }

  @Test
  void signed_isTakenOnlyIfItIs() throws Exception {
    record("a", "one");
    Ed25519Keys keys = Ed25519Keys.generate();
    Optional<Signatures> signatures = Optional.of(Signatures.by(keys.publicPem()));
    assertThatThrownBy(() -> LockFile.open(file, LockFile.Mode.FROZEN, signatures))
        .hasMessage("'" + file + "' must be signed, and there is no '" + file + ".sig'");
    Path signature = temp.resolve("lua-lock.json.sig");
    Files.write(signature, Signatures.sign(Files.readAllBytes(file), keys.privatePem()));
    assertThat(LockFile.open(file, LockFile.Mode.FROZEN, signatures).modules()).hasSize(1);
    Files.writeString(file, Files.readString(file).replace("main", "evil"));
    assertThatThrownBy(() -> LockFile.open(file, LockFile.Mode.FROZEN, signatures))
        .hasMessage("'" + file + ".sig' is no signature of '" + file + "' by the key set");
    assertThatThrownBy(() -> LockFile.open(file, LockFile.Mode.RECORD, signatures))
        .hasMessageContaining("nothing can be recorded");
  }

  @Test
  void names_ofAnyKind_surviveTheFile() throws Exception {
    LockFile lock = open(LockFile.Mode.RECORD);
    List<String> names = List.of("quote\"", "back\\slash", "tab\t", "\u00e9\u4e16", "\ud83d\ude00");
    for (String name : names) {
      lock.record(Map.of(name, locked("a", "one")));
    }
    assertThat(open(LockFile.Mode.VERIFY).modules()).containsOnlyKeys(names);
  }

  private void record(String name, String content) throws IOException {
    try (LockFile lock = open(LockFile.Mode.RECORD)) {
      lock.confirm(name, locked(name, content));
    }
  }

  private LockFile open(LockFile.Mode mode) throws IOException {
    LockFile lock = LockFile.open(file, mode, Optional.empty());
    opened.add(lock);
    return lock;
  }

  private static LockEntry locked(String path, String content) {
    byte[] bytes = content.getBytes(UTF_8);
    URI url = URI.create("https://host/lua/" + path + ".lua");
    return new LockEntry("main", url, Digest.of(bytes), bytes.length);
  }
}
