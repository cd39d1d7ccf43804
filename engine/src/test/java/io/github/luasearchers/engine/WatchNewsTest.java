package io.github.luasearchers.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.ByteSource;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.SearchResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hosts are told of by an engine that watches, which looks far more often than it reloads. */
final class WatchNewsTest {

  private static final String LIVE = "io.github.luasearchers.engine.live";
  private static final long PATIENCE = 30;

  @TempDir Path folder;

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  private final SearchListener listener =
      new SearchListener() {
        @Override
        public void reloaded(ReloadReport report) {
          told.add("reloaded " + report.reloaded());
        }

        @Override
        public void reloadFailed(String reason) {
          told.add("failed");
        }
      };

  private String next() throws InterruptedException {
    return String.valueOf(told.poll(PATIENCE, TimeUnit.SECONDS));
  }

  @Test
  void brokenFile_isToldOnce_howeverOftenItIsTried() throws Exception {
    Path file = folder.resolve("m.lua");
    Files.writeString(file, "return {1}");
    try (LogLines log = new LogLines(LIVE, Level.INFO);
        LuaScriptEngine lua =
            LuaScriptEngine.builder()
                .setting("lua.path", folder + "/?.lua")
                .setting("lua.reload", "watch")
                .searchListener(listener)
                .build()) {
      lua.eval("require 'm'");
      Files.writeString(file, "return {");
      assertThat(next()).isEqualTo("failed");
      Files.writeString(file, "return {2}");
      assertThat(next()).isEqualTo("reloaded [m]");
      assertThat(told).isEmpty();
      assertThat(log.lines()).hasSize(2);
      assertThat(log.lines().get(0)).startsWith("WARNING ").contains("m.lua:1:");
      assertThat(log.lines().get(1)).startsWith("INFO LuaSearchers: reloaded m");
    }
  }

  /** Has one module, in no file, and counts how often it is asked for it. */
  private static final class Elsewhere implements LuaSearcherProvider {

    final CountDownLatch asked = new CountDownLatch(6);

    @Override
    public String name() {
      return "elsewhere";
    }

    @Override
    public LuaSearcher create(SearchContext context) {
      return name -> {
        asked.countDown();
        return SearchResult.source(ByteSource.wrap("return 1".getBytes(UTF_8)), "@m", "mem://m");
      };
    }
  }

  @Test
  void looksThatFindNothing_areNotTold() throws Exception {
    Elsewhere elsewhere = new Elsewhere();
    try (LogLines log = new LogLines(LIVE, Level.INFO);
        LuaScriptEngine lua =
            LuaScriptEngine.builder()
                .searcher(elsewhere)
                .setting("lua.searchers", "elsewhere")
                .setting("lua.reload", "watch")
                .setting("lua.reload.interval", "10ms")
                .setting("lua.reload.poll", "10ms")
                .searchListener(listener)
                .build()) {
      lua.eval("require 'm'");
      assertThat(elsewhere.asked.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
      assertThat(List.copyOf(told)).isEmpty();
      assertThat(log.lines()).isEmpty();
    }
  }
}
