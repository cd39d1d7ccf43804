package io.github.luasearchers.searchers.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptEngineBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rock that is locked is that rock, byte for byte, with and without a network. */
class LockTest {

  private static final String USE = "return (require 'luassert' .. require 'luassert.util')";

  @TempDir Path temp;
  @AutoClose private final RocksServer server = new RocksServer();

  @BeforeEach
  void publish() {
    server
        .all("say", "1.4-1", "return 'say'")
        .all(
            "luassert",
            "1.0-1",
            List.of("lua >= 5.1", "say >= 1.3"),
            Map.of(
                "luassert/init.lua", "return require 'say' .. '!'",
                "luassert/util.lua", "return '?'"));
  }

  private LuaScriptEngineBuilder engine(String... settings) {
    LuaScriptEngineBuilder builder =
        LuaScriptEngine.builder()
            // One that knows no rocks from other engines.
            .searcher(new RocksSearcherProvider())
            .setting("lua.path", "")
            .setting("lua.cpath", "")
            .setting("lua.rocks.trees", "")
            .setting("lua.rocks.servers", server.url())
            .setting("lua.http.retries", "0")
            .setting("lua.http.cache", temp.resolve("cache").toString())
            .setting("lua.http.lock-file", lockFile().toString());
    for (int i = 0; i < settings.length; i += 2) {
      builder.setting(settings[i], settings[i + 1]);
    }
    return builder;
  }

  private Path lockFile() {
    return temp.resolve("lua.lock");
  }

  private static Object eval(LuaScriptEngineBuilder builder, String code) throws Exception {
    try (LuaScriptEngine lua = builder.build()) {
      return lua.eval(code);
    }
  }

  private void record() throws Exception {
    assertThat(eval(engine("lua.rocks.allow", "luassert", "lua.http.lock", "record"), USE))
        .isEqualTo("say!?");
  }

  @Test
  void lockFile_hasEachRock() throws Exception {
    record();
    String content = Files.readString(lockFile());
    assertThat(content.lines().filter(line -> line.contains(".rock\"")).map(String::strip))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(
                        "\"luassert\": {\"version\": \"1.0-1\", \"repository\": \"127.0.0.1\","
                            + " \"url\": \""
                            + server.url()
                            + "luassert-1.0-1.all.rock\", \"integrity\": \"sha256-")
                    .endsWith(
                        "\"dependencies\": [\"say\"], \"modules\": [\"luassert\","
                            + " \"luassert.init\", \"luassert.util\"]},"),
            line -> assertThat(line).contains("\"dependencies\": [], \"modules\": [\"say\"]}"));
  }

  @Test
  void lockedRock_needsNeitherAnAllowListNorAManifest() throws Exception {
    record();
    server.http.requests().clear();
    assertThat(eval(engine(), USE)).isEqualTo("say!?");
    assertThat(eval(engine("lua.http.lock", "frozen"), "return (require 'say')")).isEqualTo("say");
    assertThat(server.http.requests()).isEmpty();
    assertThat(eval(engine("lua.http.cache", "memory"), USE)).isEqualTo("say!?");
    assertThat(server.http.paths())
        .containsExactly("/luassert-1.0-1.all.rock", "/say-1.4-1.all.rock");
  }

  @Test
  void newVersion_isNotTakenWhileTheOldOneIsLocked() throws Exception {
    record();
    server.all("say", "1.5-1", "return 'new'");
    assertThat(eval(engine("lua.rocks.allow", "luassert, say"), USE)).isEqualTo("say!?");
    assertThatThrownBy(() -> eval(engine("lua.rocks.allow", "say >= 1.5, x = say"), "require 'x'"))
        .hasMessageContaining("lua.rocks.allow needs 'say >= 1.5', and say 1.4-1 is locked")
        .hasMessageContaining("run 'lock update say'");
  }

  @Test
  void bytesThatChangedUnderTheirName_areAnErrorWithBothHashes() throws Exception {
    record();
    server.all("say", "1.4-1", "return 'moved tag'");
    assertThatThrownBy(() -> eval(engine("lua.http.cache", "memory"), "require 'say'"))
        .hasMessageMatching(
            "(?s).*its content is sha256-\\S+, and the lock file '.*' has sha256-\\S+ of rock 'say':"
                + " if the new content is meant, run 'lock update say'.*");
    assertThatThrownBy(
            () ->
                eval(
                    engine(
                        "lua.http.cache", "memory",
                        "lua.http.lock", "record",
                        "lua.rocks.allow", "say"),
                    "require 'say'"))
        .hasMessageContaining("of rock 'say'");
  }

  @Test
  void frozen_admitsNoOtherRock() throws Exception {
    record();
    server.all("inspect", "1-1", "return 1");
    assertThatThrownBy(
            () ->
                eval(
                    engine("lua.rocks.allow", "inspect", "lua.http.lock", "frozen"),
                    "require 'inspect'"))
        .hasMessageContaining("rock 'inspect' is not in the lock file")
        .hasMessageContaining("run 'lock update inspect'");
    assertThat(eval(engine("lua.rocks.allow", "inspect"), "return (require 'inspect')"))
        .isEqualTo(1);
    assertThat(Files.readString(lockFile())).doesNotContain("inspect");
  }

  @Test
  void offline_worksWithoutASocket() throws Exception {
    record();
    server.http.requests().clear();
    for (String lock : List.of("frozen", "verify", "off")) {
      assertThat(
              eval(
                  engine(
                      "lua.rocks.allow", "luassert",
                      "lua.http.lock", lock,
                      "lua.http.mode", "offline"),
                  USE))
          .isEqualTo("say!?");
    }
    assertThatThrownBy(
            () ->
                eval(
                    engine("lua.http.mode", "offline", "lua.http.cache", "memory"),
                    "require 'say'"))
        .hasMessageContaining("offline, not in cache");
    assertThat(server.http.requests()).isEmpty();
  }

  @Test
  void damagedCache_isFetchedAgain() throws Exception {
    record();
    try (var files = Files.walk(temp.resolve("cache"))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Files.writeString(file, "damaged");
      }
    }
    server.http.requests().clear();
    assertThat(eval(engine("lua.http.lock", "frozen"), USE)).isEqualTo("say!?");
    assertThat(server.rockRequests()).isEqualTo(2);
  }

  @Test
  void lockFileThatNamesAnotherFile_isRefused() throws Exception {
    record();
    String content = Files.readString(lockFile());
    Files.writeString(lockFile(), content.replace("say-1.4-1.all", "other-1.4-1.all"));
    assertThatThrownBy(() -> eval(engine(), "require 'say'"))
        .hasMessageContaining("other-1.4-1.all.rock' for rock 'say'");
    Files.writeString(lockFile(), content.replace("\"version\": \"1.4-1\", ", ""));
    assertThatThrownBy(() -> eval(engine(), "require 'say'"))
        .hasMessageContaining("a locked rock needs 'version'");
    Files.writeString(lockFile(), content.replace("127.0.0.1\"", "gone\""));
    assertThatThrownBy(() -> eval(engine("lua.http.cache", "memory"), "require 'say'"))
        .hasMessageContaining("the repository 'gone', which the settings do not have");
  }
}
