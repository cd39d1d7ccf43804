package io.github.luasearchers.searchers.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.ModuleLocation;
import io.github.luasearchers.engine.PrefetchReport;
import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.integrity.Bundles;
import io.github.luasearchers.testing.http.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Modules that are fetched ahead of time, many at once. */
@Timeout(60)
class PrefetchTest {

  @AutoClose private final TestServer server = new TestServer();

  private LuaScriptEngine engine(String... settings) {
    var builder =
        LuaScriptEngine.builder()
            .setting("lua.searchers", "preload, http")
            .setting("lua.http.repositories", server.url())
            .setting("lua.http.cache", "memory")
            .setting("lua.http.retries", "0");
    for (int i = 0; i < settings.length; i += 2) {
      builder.setting(settings[i], settings[i + 1]);
    }
    return builder.build();
  }

  private static List<String> names(List<ModuleLocation> modules) {
    return modules.stream().map(ModuleLocation::moduleName).toList();
  }

  @Test
  void require_asksNoServerAgain_whateverItSaysOfKeeping() throws Exception {
    server.file("/a.lua", "return require 'b' .. 'a'", "Cache-Control", "no-store");
    server.file("/b/init.lua", "return 'b'", "Cache-Control", "no-store");
    try (LuaScriptEngine lua = engine()) {
      PrefetchReport report = lua.prefetch("a");
      assertThat(names(report.found())).containsExactly("a", "b");
      assertThat(report.found().get(1).origin()).contains(server.url() + "b/init.lua");
      server.requests().clear();
      assertThat(lua.eval("return (require 'a')")).isEqualTo("ba");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void missingAndBrokenFiles_areReported_andTheOthersGoOn() throws Exception {
    server.file("/good.lua", "return 1").file("/bad.lua", "return +");
    server.status("/broken.lua", 500);
    try (LuaScriptEngine lua = engine()) {
      PrefetchReport report = lua.prefetch("good", "bad", "broken", "none", "a/b");
      assertThat(names(report.found())).containsExactly("good");
      assertThat(names(report.missing())).containsExactly("a/b", "bad", "broken", "none");
      assertThat(report.missing().get(1).tried().toString()).contains("unexpected symbol");
      assertThat(report.missing().get(2).state()).isEqualTo(ModuleLocation.State.FAILED);
      assertThat(report.missing().get(2).tried().toString()).contains("HTTP 500");
      assertThat(report.missing().get(3).tried())
          .contains("no file '" + server.url() + "none.lua' (404)");
    }
  }

  @Test
  void manyModules_areFetchedAtOnce() throws Exception {
    CyclicBarrier all = new CyclicBarrier(16);
    String[] names = new String[16];
    for (int i = 0; i < names.length; i++) {
      names[i] = "m" + i;
      byte[] text = ("return " + i).getBytes(UTF_8);
      server.on(
          "/m" + i + ".lua",
          exchange -> {
            try {
              all.await(30, TimeUnit.SECONDS);
            } catch (Exception e) {
              throw new IOException(e);
            }
            TestServer.send(exchange, 200, text);
          });
    }
    try (LuaScriptEngine lua = engine()) {
      assertThat(lua.prefetch(names).missing()).isEmpty();
      assertThat(lua.eval("return (require 'm7')")).isEqualTo(7);
    }
  }

  @Test
  void index_isFetchedOnce_forAllThreads() throws Exception {
    StringBuilder index = new StringBuilder();
    String[] names = new String[24];
    for (int i = 0; i < names.length; i++) {
      names[i] = "m" + i;
      String text = "return " + i;
      server.file("/m" + i + ".lua", text);
      index.append(i == 0 ? "" : ",").append(entry(names[i], text));
    }
    server.file("/lua-modules.json", "{\"format\": 1, \"modules\": {" + index + "}}");
    try (LuaScriptEngine lua = engine("lua.http.index", "true")) {
      assertThat(lua.prefetch(names).missing()).isEmpty();
      assertThat(server.paths()).containsOnlyOnce("/lua-modules.json").hasSize(25);
    }
  }

  private static String entry(String name, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return "\"%s\": {\"path\": \"%s.lua\", \"sha256\": \"%s\", \"size\": %d, \"deps\": []}"
        .formatted(name, name, Digest.of(bytes).hex(), bytes.length);
  }

  @Test
  void archiveOfTheIndex_isFetchedOnce_forAllThreads() throws Exception {
    TreeMap<String, byte[]> files = new TreeMap<>();
    StringBuilder index = new StringBuilder();
    StringBuilder list = new StringBuilder();
    String[] names = new String[12];
    for (int i = 0; i < names.length; i++) {
      names[i] = "m" + i;
      String text = "return " + i;
      files.put("m" + i + ".lua", text.getBytes(UTF_8));
      index.append(i == 0 ? "" : ",").append(entry(names[i], text));
      list.append(i == 0 ? "" : ",").append('"').append(names[i]).append('"');
    }
    byte[] archive = Bundles.write(files);
    server.file("/all.zip", archive);
    server.file(
        "/lua-modules.json",
        ("{\"format\": 1, \"modules\": {%s}, \"bundles\": [{\"path\": \"all.zip\","
                + " \"sha256\": \"%s\", \"size\": %d, \"modules\": [%s]}]}")
            .formatted(index, Digest.of(archive).hex(), archive.length, list));
    try (LuaScriptEngine lua = engine("lua.http.index", "true")) {
      assertThat(lua.prefetch(names).missing()).isEmpty();
      assertThat(server.paths()).containsExactlyInAnyOrder("/lua-modules.json", "/all.zip");
    }
  }

  @Test
  void lockFile_recordsWhatIsPrefetched(@TempDir Path folder) throws Exception {
    for (int i = 0; i < 10; i++) {
      server.file("/m" + i + ".lua", (i < 9 ? "require 'm" + (i + 1) + "'" : "") + " return " + i);
    }
    String lock = folder.resolve("lua.lock").toString();
    try (LuaScriptEngine lua = engine("lua.http.lock", "record", "lua.http.lock-file", lock)) {
      assertThat(lua.prefetch("m0", "m5").found()).hasSize(10);
    }
    server.file("/m3.lua", "return 'changed'");
    try (LuaScriptEngine lua = engine("lua.http.lock", "frozen", "lua.http.lock-file", lock)) {
      PrefetchReport report = lua.prefetch("m0", "m3", "new");
      assertThat(names(report.missing())).contains("m3", "new");
      assertThatThrownBy(() -> lua.eval("require 'm3'")).hasMessageContaining("lock file");
    }
  }

  @Test
  void program_isBundledFromAServer_andStartsWithoutIt(@TempDir Path folder) throws Exception {
    server.file("/app.lua", "return 'app ' .. require('par' .. 't')", "Cache-Control", "no-store");
    server.file("/part.lua", "return 'part'", "Cache-Control", "no-store");
    Path file = folder.resolve("app.jar");
    try (LuaScriptEngine lua = engine()) {
      assertThat(lua.eval("return (require 'app')")).isEqualTo("app part");
      server.close();
      assertThat(lua.bundle(file).modules()).containsExactly("app", "part");
    }
    try (LuaScriptEngine lua =
        LuaScriptEngine.builder()
            .setting("lua.searchers", "jar")
            .setting("lua.jar.path", file + "!/META-INF/lua/?.lua")
            .build()) {
      assertThat(lua.eval("return (require 'app')")).isEqualTo("app part");
    }
  }

  @Test
  void interrupt_endsTheRequests() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    server.on(
        "/slow.lua",
        exchange -> {
          asked.countDown();
          try {
            end.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (LuaScriptEngine lua = engine()) {
      Future<PrefetchReport> report = threads.submit(() -> lua.prefetch("slow"));
      asked.await();
      threads.shutdownNow();
      assertThatThrownBy(report::get).hasMessageContaining("its thread was interrupted");
      server.file("/slow.lua", "return 'quick'");
      assertThat(lua.eval("return (require 'slow')")).isEqualTo("quick");
    } finally {
      end.countDown();
      threads.shutdownNow();
    }
  }
}
