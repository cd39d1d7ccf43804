package io.github.luasearchers.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.testing.http.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rocks in a lock file: compared with the servers, and updated with what they need. */
class RockLockTest {

  @TempDir Path temp;
  @AutoClose private final TestServer server = new TestServer();
  private final StringBuilder manifest = new StringBuilder("repository = {}\n");
  private String out = "";

  private void rock(String name, String version, String needs, String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      String rockspec =
          "package = '%s' version = '%s' dependencies = { %s }".formatted(name, version, needs);
      zip.putNextEntry(new ZipEntry(name + "-" + version + ".rockspec"));
      zip.write(rockspec.getBytes(UTF_8));
      zip.putNextEntry(new ZipEntry("lua/" + name + ".lua"));
      zip.write(text.getBytes(UTF_8));
    }
    server.file("/" + name + "-" + version + ".all.rock", bytes.toByteArray());
    manifest.append("repository.%s = repository.%s or {}\n".formatted(name, name));
    manifest.append("repository.%s['%s'] = { { arch = 'all' } }\n".formatted(name, version));
    server.file("/manifest", manifest.toString());
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("lua.rocks.servers", server.url());
    settings.put("lua.rocks.allow", "a");
    settings.put("lua.rocks.trees", "");
    settings.put("lua.http.cache", "memory");
    settings.put("lua.http.retries", "0");
    settings.put("lua.http.lock-file", lockFile().toString());
    return settings;
  }

  private Path lockFile() {
    return temp.resolve("modules.lock");
  }

  private int command(String... words) {
    settings().forEach(System::setProperty);
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      PrintStream stream = new PrintStream(bytes, true, UTF_8);
      int status = Main.run(words, stream, stream);
      out = bytes.toString(UTF_8);
      return status;
    } finally {
      settings().keySet().forEach(System::clearProperty);
    }
  }

  private Object require(String lock) throws Exception {
    var builder = LuaScriptEngine.builder().setting("lua.path", "").setting("lua.http.lock", lock);
    settings().forEach(builder::setting);
    try (LuaScriptEngine lua = builder.build()) {
      return lua.eval("return (require 'a')");
    }
  }

  @Test
  void rock_isLocked_compared_andUpdatedWithWhatItNeeds() throws Exception {
    rock("b", "1-1", "", "return 'b1'");
    rock("a", "1-1", "'b'", "return 'a1 ' .. require 'b'");
    assertThat(command("lock", "update", "a")).as(out).isZero();
    assertThat(out).contains("rock a: is new").contains("rock b: is new").contains("2 of 2");
    assertThat(require("frozen")).isEqualTo("a1 b1");
    assertThat(command("lock", "check")).as(out).isZero();
    rock("b", "2-1", "", "return 'b2'");
    assertThat(require("frozen")).isEqualTo("a1 b1");
    assertThat(command("lock", "check")).isEqualTo(1);
    assertThat(out)
        .contains("rock b: 1-1 sha256-")
        .contains("is locked, 2-1 sha256-")
        .contains("is at " + server.url() + "b-2-1.all.rock")
        .doesNotContain("rock a:");
    assertThat(command("lock", "update")).as(out).isZero();
    assertThat(out).contains("rock b: was 1-1 sha256-").contains(", is 2-1 sha256-");
    assertThat(require("frozen")).isEqualTo("a1 b2");
  }

  @Test
  void rockThatChangedUnderItsName_isFoundAndAccepted() throws Exception {
    rock("a", "1-1", "", "return 'old'");
    assertThat(require("record")).isEqualTo("old");
    rock("a", "1-1", "", "return 'new'");
    assertThat(command("lock", "check", "a")).isEqualTo(1);
    assertThat(command("lock", "update", "a")).as(out).isZero();
    assertThat(require("frozen")).isEqualTo("new");
  }

  @Test
  void export_hasTheFilesOfRocks() throws Exception {
    rock("a", "1-1", "", "return 1");
    assertThat(require("record")).isEqualTo(1);
    assertThat(command("lock", "export", lockFile().toString())).isZero();
    assertThat(out).matches("[0-9a-f]{64}  a-1-1\\.all\\.rock\n");
    assertThat(Files.readString(lockFile())).contains("\"rocks\": {");
  }

  @Test
  void rockThatIsGone_leavesTheLockFileAsItIs() throws Exception {
    rock("a", "1-1", "'gone'", "return 1");
    assertThat(command("lock", "update", "a")).isEqualTo(1);
    assertThat(out).contains("no server has rock 'gone'");
    assertThat(lockFile()).doesNotExist();
  }
}
