package io.github.luasearchers.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.io.ByteSource;
import io.github.luasearchers.engine.ModuleLocation.State;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.ZeroArgFunction;

/** Modules that are found and compiled before they are required. */
@Timeout(60)
final class PrefetchTest {

  @TempDir Path folder;

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name.replace('.', '/') + ".lua");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private LuaScriptEngineBuilder files() {
    return LuaScriptEngine.builder()
        .setting("lua.searchers", "preload, path")
        .setting("lua.path", folder + "/?.lua");
  }

  private static List<String> names(List<ModuleLocation> modules) {
    return modules.stream().map(ModuleLocation::moduleName).toList();
  }

  private static String reason(PrefetchReport report, String module) {
    for (ModuleLocation each : report.missing()) {
      if (each.moduleName().equals(module)) {
        return each.state() + " " + each.tried().get(each.tried().size() - 1);
      }
    }
    throw new AssertionError(module + " is not missing: " + report);
  }

  // ---- what is found

  @Test
  void prefetch_findsWhatTextsRequire_andRunsNoLua() throws Exception {
    write("app", "ran = true local a = require 'app.a' local ok = pcall(require, 'optional')");
    write("app.a", "ran = true return require('app.b')");
    write("app.b", "ran = true return 'b'");
    try (LuaScriptEngine lua = files().build()) {
      PrefetchReport report = lua.prefetch("app");
      assertThat(names(report.found())).containsExactly("app", "app.a", "app.b");
      assertThat(report.found().get(2).origin()).contains(folder + "/app/b.lua");
      assertThat(report.found().get(2).searcher()).contains("path");
      assertThat(reason(report, "optional"))
          .isEqualTo("NOT_FOUND no file '" + folder + "/optional.lua'");
      assertThat(report.isComplete()).isFalse();
      assertThat(report.nanos()).isPositive();
      assertThat(lua.eval("return ran")).isNull();
      assertThat(lua.modules()).isEmpty();
      assertThat(lua.eval("return (require 'app.a')")).isEqualTo("b");
    }
  }

  @Test
  void modulesThatRequireEachOther_areFoundOnceEach() throws Exception {
    write("a", "return require 'b'");
    write("b", "return require 'a'");
    try (LuaScriptEngine lua = files().build()) {
      assertThat(names(lua.prefetch("a", "b", "a").found())).containsExactly("a", "b");
    }
  }

  @Test
  void syntaxError_isReported_andRequireRaisesIt() throws Exception {
    write("bad", "return +");
    write("good", "return 1");
    try (LuaScriptEngine lua = files().build()) {
      PrefetchReport report = lua.prefetch("bad", "good");
      assertThat(names(report.found())).containsExactly("good");
      assertThat(reason(report, "bad"))
          .startsWith("FAILED error loading module 'bad' from file '" + folder + "/bad.lua': ")
          .contains("unexpected symbol");
      assertThatThrownBy(() -> lua.eval("require 'bad'"))
          .hasMessageContaining("error loading module 'bad' from file");
    }
  }

  @Test
  void loadedModules_areFollowed() throws Exception {
    write("a", "return function() return require 'late' end");
    write("late", "return 'late'");
    try (LuaScriptEngine lua = files().build()) {
      lua.eval("a = require 'a'");
      PrefetchReport report = lua.prefetch("a", "string");
      assertThat(report.found().stream().map(ModuleLocation::state))
          .containsExactly(State.LOADED, State.FOUND, State.LOADED);
    }
  }

  @Test
  void readyLoaders_areFound_andNotCalled() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    LuaFunction loader =
        new ZeroArgFunction() {
          @Override
          public LuaValue call() {
            calls.incrementAndGet();
            return LuaValue.TRUE;
          }
        };
    try (LuaScriptEngine lua = files().preload("ready", loader).build()) {
      PrefetchReport report = lua.prefetch("ready");
      assertThat(report.isComplete()).isTrue();
      assertThat(report.found().get(0).searcher()).contains("preload");
      assertThat(calls).hasValue(0);
    }
  }

  @Test
  void functionOfTheScript_isNamed_andNotAsked() throws Exception {
    try (LuaScriptEngine lua = files().build()) {
      lua.eval("table.insert(package.searchers, 1, function() asked = true end)");
      PrefetchReport report = lua.prefetch("none");
      assertThat(report.missing().get(0).tried().get(0))
          .isEqualTo("a function added by the script, package.searchers[1], was not asked");
      assertThat(lua.eval("return asked")).isNull();
    }
  }

  @Test
  void precompiledModule_isFound() throws Exception {
    try (LuaScriptEngine lua = files().setting("lua.path.binary", "true").build()) {
      lua.getContext().setAttribute("file", folder + "/bin.lua", 100);
      lua.eval("local f = io.open(file, 'wb') f:write(string.dump(load('return 7'))) f:close()");
      assertThat(lua.prefetch("bin").isComplete()).isTrue();
      assertThat(lua.eval("return (require 'bin')")).isEqualTo(7);
    }
  }

  @Test
  void packageSearchersThatIsNoTable_isAnError() throws Exception {
    try (LuaScriptEngine lua = files().build()) {
      lua.eval("package.searchers = 1");
      assertThatThrownBy(() -> lua.prefetch("a"))
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining("'package.searchers' must be a table");
    }
  }

  // ---- require does what it would do without

  @Test
  void changedFile_isLoadedAsItIsNow() throws Exception {
    write("a", "return 'old'");
    try (LuaScriptEngine lua = files().build()) {
      lua.prefetch("a");
      write("a", "return 'new'");
      assertThat(lua.eval("return (require 'a')")).isEqualTo("new");
    }
  }

  @Test
  void fileThatIsGone_isNotFound() throws Exception {
    write("a", "return 'a'");
    try (LuaScriptEngine lua = files().build()) {
      assertThat(lua.prefetch("a").isComplete()).isTrue();
      Files.delete(folder.resolve("a.lua"));
      assertThatThrownBy(() -> lua.eval("require 'a'"))
          .hasMessageContaining("no file '" + folder + "/a.lua'");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "package.path = folder .. '/first/?.lua;' .. package.path",
        "package.preload.a = function() return 'other' end",
        "package.loaded.a = 'other'",
        "table.insert(package.searchers, 1, function() return function() return 'other' end end)",
        "package.searchers = {function() return function() return 'other' end end}"
      })
  void whatTheScriptChanges_counts(String change) throws Exception {
    write("a", "return 'a'");
    write("first.a", "return 'other'");
    try (LuaScriptEngine lua = files().build()) {
      assertThat(lua.prefetch("a").isComplete()).isTrue();
      lua.put("folder", folder.toString());
      lua.eval(change);
      assertThat(lua.eval("return (require 'a')")).isEqualTo("other");
    }
  }

  @Test
  void fileThatAppearsEarlierInThePath_isTaken() throws Exception {
    write("second.a", "return 'second'");
    String path = folder + "/first/?.lua;" + folder + "/second/?.lua";
    try (LuaScriptEngine lua = files().setting("lua.path", path).build()) {
      assertThat(lua.prefetch("a").isComplete()).isTrue();
      write("first.a", "return 'first'");
      assertThat(lua.eval("return (require 'a')")).isEqualTo("first");
    }
  }

  @Test
  void modulesThatMayBeReloaded_arePrefetched() throws Exception {
    write("a", "return 'a'");
    try (LuaScriptEngine lua = files().setting("lua.reload", "manual").build()) {
      assertThat(lua.prefetch("a").isComplete()).isTrue();
      assertThat(lua.eval("return (require 'a')")).isEqualTo("a");
      write("a", "return 'b'");
      assertThat(lua.reloadChanged(false).reloaded()).containsExactly("a");
    }
  }

  @Test
  void sandbox_prefetchesWhatItMayLoad() throws Exception {
    write("a", "return 'a'");
    try (LuaScriptEngine lua = files().setting("lua.sandbox", "true").build()) {
      assertThat(names(lua.prefetch("a").found())).containsExactly("a");
      assertThat(lua.eval("return (require 'a')")).isEqualTo("a");
    }
  }

  // ---- searchers of others

  /** Has modules in a map, and counts. */
  private static class Shelf implements LuaSearcher {

    final Map<String, String> texts = new ConcurrentHashMap<>();
    final AtomicInteger searches = new AtomicInteger();
    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger underWay = new AtomicInteger();
    final AtomicInteger underWayAtClose = new AtomicInteger();
    final List<Thread> threads = new ArrayList<>();
    private final boolean concurrent;

    Shelf(boolean concurrent) {
      this.concurrent = concurrent;
    }

    @Override
    public boolean isConcurrent() {
      return concurrent;
    }

    @Override
    public SearchResult search(String module) throws IOException {
      searches.incrementAndGet();
      synchronized (threads) {
        threads.add(Thread.currentThread());
      }
      underWay.incrementAndGet();
      try {
        return look(module);
      } finally {
        underWay.decrementAndGet();
      }
    }

    SearchResult look(String module) throws IOException {
      String text = texts.get(module);
      if (text == null) {
        return SearchResult.notFound("nothing on the shelf");
      }
      ByteSource content =
          new ByteSource() {
            @Override
            public java.io.InputStream openStream() throws IOException {
              reads.incrementAndGet();
              return ByteSource.wrap(text.getBytes(UTF_8)).openStream();
            }
          };
      return SearchResult.source(content, "@shelf/" + module, "shelf/" + module);
    }

    @Override
    public void close() {
      underWayAtClose.set(underWay.get());
    }

    LuaScriptEngineBuilder engine() {
      LuaSearcher shelf = this;
      return LuaScriptEngine.builder()
          .setting("lua.searchers", "preload, shelf")
          .searcher(
              new LuaSearcherProvider() {
                @Override
                public String name() {
                  return "shelf";
                }

                @Override
                public LuaSearcher create(SearchContext context) {
                  return shelf;
                }
              });
    }
  }

  @Test
  void whatIsNoFile_isNotAskedForAgain_onceEach() throws Exception {
    Shelf shelf = new Shelf(true);
    shelf.texts.put("a", "return 'a'");
    try (LuaScriptEngine lua = shelf.engine().build()) {
      assertThat(lua.prefetch("a").isComplete()).isTrue();
      shelf.texts.put("a", "return 'b'");
      assertThat(lua.eval("return (require 'a')")).isEqualTo("a");
      assertThat(shelf.searches).hasValue(1);
      assertThat(shelf.reads).hasValue(1);
      assertThat(lua.eval("package.loaded.a = nil return (require 'a')")).isEqualTo("b");
    }
  }

  @Test
  void which_asksAgain() throws Exception {
    Shelf shelf = new Shelf(false);
    shelf.texts.put("a", "return 'a'");
    try (LuaScriptEngine lua = shelf.engine().build()) {
      lua.prefetch("a");
      shelf.texts.remove("a");
      assertThat(lua.which("a").state()).isEqualTo(State.NOT_FOUND);
    }
  }

  @Test
  void searcherForOneThread_isAskedByThisThreadOnly() throws Exception {
    Shelf shelf = new Shelf(false);
    shelf.texts.put("a", "return require 'b'");
    shelf.texts.put("b", "return 'b'");
    try (LuaScriptEngine lua = shelf.engine().build()) {
      assertThat(names(lua.prefetch("a", "none").found())).containsExactly("a", "b");
      assertThat(shelf.threads).containsOnly(Thread.currentThread());
    }
  }

  @Test
  void searcherForManyThreads_isAskedForManyModulesAtOnce() throws Exception {
    CyclicBarrier all = new CyclicBarrier(16);
    Shelf shelf =
        new Shelf(true) {
          @Override
          SearchResult look(String module) throws IOException {
            try {
              all.await(30, TimeUnit.SECONDS);
            } catch (Exception e) {
              throw new IOException("they do not come together", e);
            }
            return super.look(module);
          }
        };
    String[] names = new String[16];
    for (int i = 0; i < names.length; i++) {
      names[i] = "m" + i;
      shelf.texts.put(names[i], "return " + i);
    }
    try (LuaScriptEngine lua = shelf.engine().build()) {
      assertThat(lua.prefetch(names).missing()).isEmpty();
      assertThat(shelf.threads).doesNotContain(Thread.currentThread());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void searcherThatFails_isReported_andTheOthersGoOn(boolean concurrent) throws Exception {
    Shelf shelf =
        new Shelf(concurrent) {
          @Override
          SearchResult look(String module) throws IOException {
            switch (module) {
              case "disk" -> throw new IOException("the disk is full of water");
              case "state" -> throw new IllegalStateException("out of order");
              case "linkage" -> throw new NoClassDefFoundError("some/Thing");
              default -> {
                return super.look(module);
              }
            }
          }
        };
    shelf.texts.put("good", "return 1");
    try (LuaScriptEngine lua = shelf.engine().build()) {
      PrefetchReport report = lua.prefetch("disk", "state", "linkage", "good");
      assertThat(names(report.found())).containsExactly("good");
      assertThat(reason(report, "disk"))
          .isEqualTo(
              "FAILED error loading module 'disk' with searcher 'shelf':"
                  + " the disk is full of water");
      assertThat(reason(report, "state"))
          .isEqualTo("FAILED the searcher 'shelf' failed: out of order");
      assertThat(reason(report, "linkage")).startsWith("FAILED").contains("some.Thing");
    }
  }

  // ---- ends

  /** A searcher of which no search returns until it may, or is interrupted. */
  private static final class Stuck extends Shelf {

    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch go = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);

    Stuck() {
      super(true);
    }

    @Override
    SearchResult look(String module) throws IOException {
      begun.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        interrupted.countDown();
        throw new IOException("interrupted", e);
      }
      return super.look(module);
    }
  }

  @Test
  void interrupt_endsTheSearches_andThePrefetch() throws Exception {
    Stuck stuck = new Stuck();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicInteger flag = new AtomicInteger();
    try (LuaScriptEngine lua = stuck.engine().build()) {
      Thread caller =
          new Thread(
              () -> {
                try {
                  lua.prefetch("a", "b");
                } catch (Throwable e) {
                  thrown.set(e);
                }
                flag.set(Thread.currentThread().isInterrupted() ? 1 : 2);
              });
      caller.start();
      stuck.begun.await();
      caller.interrupt();
      caller.join();
      assertThat(stuck.interrupted.getCount()).isZero();
      assertThat(stuck.underWay).hasValue(0);
      assertThat(thrown.get())
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining("its thread was interrupted");
      assertThat(flag).hasValue(1);
    }
  }

  @Test
  void deadline_endsIt() throws Exception {
    Stuck stuck = new Stuck();
    try (LuaScriptEngine lua = stuck.engine().setting("lua.limits.time", "200ms").build()) {
      assertThatThrownBy(() -> lua.prefetch("a"))
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining("it took longer than lua.limits.time = 200ms");
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      assertThat(stuck.underWay).hasValue(0);
      stuck.go.countDown();
      assertThat(lua.eval("return 1")).isEqualTo(1);
    }
  }

  @Test
  void instructions_countTheCompilersOfOtherThreads() throws Exception {
    for (int i = 0; i < 20; i++) {
      write("m" + i, "local a = 1 ".repeat(100) + ("local t = {" + "1,".repeat(4000) + "}"));
    }
    write("all", "require'm0' require'm1' require'm2' require'm3' require'm4' require'm5'");
    try (LuaScriptEngine lua = files().setting("lua.limits.instructions", "5000").build()) {
      assertThatThrownBy(() -> lua.prefetch("all")).hasMessageContaining("lua.limits.instructions");
    }
  }

  @Test
  void textsThatAlwaysNameOneMore_areNotFollowedForever() throws Exception {
    Shelf endless =
        new Shelf(false) {
          @Override
          SearchResult look(String module) {
            String text = "return require 'x" + module + "', require 'y" + module + "'";
            return SearchResult.source(ByteSource.wrap(text.getBytes(UTF_8)), "@" + module, module);
          }
        };
    try (LuaScriptEngine lua = endless.engine().build()) {
      assertThatThrownBy(() -> lua.prefetch("a")).hasMessageContaining("more than 10000 modules");
    }
  }

  @Test
  void closedEngine_prefetchesNothing() throws Exception {
    LuaScriptEngine lua = files().build();
    lua.eval("return 1");
    lua.close();
    assertThatThrownBy(() -> lua.prefetch("a")).hasMessageContaining("the engine is closed");
  }

  @Test
  void close_waitsForThePrefetch() throws Exception {
    Stuck stuck = new Stuck();
    stuck.texts.put("a", "return 1");
    LuaScriptEngine lua = stuck.engine().build();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<PrefetchReport> report = threads.submit(() -> lua.prefetch("a"));
      stuck.begun.await();
      Future<?> closed = threads.submit(lua::close);
      stuck.go.countDown();
      assertThat(report.get().isComplete()).isTrue();
      closed.get();
      assertThat(stuck.underWayAtClose).hasValue(0);
      assertThat(stuck.searches).hasValue(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void noThread_isLeft() throws Exception {
    Shelf shelf = new Shelf(true);
    shelf.texts.put("a", "return 1");
    try (LuaScriptEngine lua = shelf.engine().build()) {
      lua.prefetch("a");
      assertThat(shelf.threads).hasSize(1);
      for (Thread each : shelf.threads) {
        each.join(10_000); // it may be about to end
        assertThat(each.isAlive()).isFalse();
      }
    }
  }

  // ---- many threads

  @Test
  void eightThreads_onOneEngineAndOnOneEach() throws Exception {
    for (int i = 0; i < 40; i++) {
      write("m" + i, (i < 39 ? "local n = require 'm" + (i + 1) + "'" : "") + " return " + i);
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (LuaScriptEngine shared = files().build()) {
      List<Future<Object>> results = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        boolean own = thread % 2 == 0;
        results.add(
            threads.submit(
                () -> {
                  LuaScriptEngine lua = own ? files().build() : shared;
                  PrefetchReport report = lua.prefetch("m0");
                  Object value = lua.eval("require 'm0' return (require 'm39')");
                  if (own) {
                    lua.close();
                  }
                  return report.found().size() + " " + value;
                }));
      }
      for (Future<Object> each : results) {
        assertThat(each.get()).isEqualTo("40 39");
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
