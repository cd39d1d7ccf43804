package io.github.luasearchers.searchers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.testing.Promise;
import io.github.luasearchers.testing.http.Settings;
import io.github.luasearchers.testing.http.TestServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many who want one thing, those who can't wait, and what is left when all have gone. */
class ThreadsTest {

  private static final int MANY = 100;

  @Test
  void hundredEngines_makeOneRequest() throws Exception {
    CountDownLatch all = new CountDownLatch(MANY);
    ExecutorService threads = Executors.newFixedThreadPool(MANY);
    try (TestServer server = new TestServer()) {
      server.on(
          "/a.lua",
          exchange -> {
            awaitQuietly(all);
            TestServer.send(exchange, 200, "return 42".getBytes());
          });
      List<Future<Object>> responses = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        responses.add(
            threads.submit(
                () -> {
                  try (LuaScriptEngine engine = engine(server.url())) {
                    engine.eval("x = 1");
                    all.countDown();
                    return engine.eval("return (require 'a')");
                  }
                }));
      }
      for (Future<Object> answer : responses) {
        assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(42);
      }
      assertThat(server.requests()).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.SECONDS);
      // The last ones have counted and are about to ask.
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static LuaScriptEngine engine(String url) {
    return LuaScriptEngine.builder()
        .setting("lua.http.repositories", url)
        .setting("lua.http.path", "?.lua")
        .setting("lua.http.cache", "memory")
        .build();
  }

  @Test
  void failure_isSharedWithThoseWhoWait_andWithNobodyElse() throws Exception {
    AtomicInteger count = new AtomicInteger();
    try (TestServer server = new TestServer()) {
      server.on(
          "/a.lua",
          exchange ->
              TestServer.send(
                  exchange, count.incrementAndGet() == 1 ? 500 : 200, new byte[] {'1'}));
      try (LuaSearcher searcher =
          new HttpSearcherProvider().create(Settings.of(server.url()).with("path", "?.lua"))) {
        assertThatThrownBy(() -> searcher.search("a")).hasMessageEndingWith("HTTP 500");
        assertThat(HttpSearcherTest.text(searcher.search("a"))).isEqualTo("1");
      }
    }
  }

  @Test
  @Tag("timing")
  void interrupt_endsTheWait_andOthersGoOn() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    try (TestServer server = new TestServer()) {
      server.on(
          "/a.lua",
          exchange -> {
            awaitQuietly(gate);
            TestServer.send(exchange, 200, new byte[] {'1'});
          });
      Settings settings = Settings.of(server.url()).with("path", "?.lua");
      try (LuaSearcher one = new HttpSearcherProvider().create(settings);
          LuaSearcher other = new HttpSearcherProvider().create(settings)) {
        AtomicReference<Object> seen = new AtomicReference<>();
        Thread impatient = new Thread(() -> seen.set(interruptedBy(one)));
        impatient.start();
        ExecutorService patient = Executors.newSingleThreadExecutor();
        Future<String> text = patient.submit(() -> HttpSearcherTest.text(other.search("a")));
        waitFor(() -> server.requests().size() == 1);
        Instant start = Instant.now();
        impatient.interrupt();
        impatient.join(15_000);
        assertThat(Duration.between(start, Instant.now()))
            .isLessThan(Promise.within(Duration.ofMillis(200), Duration.ofSeconds(15)));
        assertThat(seen.get()).isEqualTo("interrupted while it waited for the network, flag true");
        gate.countDown();
        assertThat(text.get(10, TimeUnit.SECONDS)).isEqualTo("1");
        patient.shutdownNow();
      }
    }
  }

  private static String interruptedBy(LuaSearcher searcher) {
    try {
      return searcher.search("a").toString();
    } catch (InterruptedIOException e) {
      return e.getMessage() + ", flag " + Thread.currentThread().isInterrupted();
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void close_endsWhatIsUnderWay() throws Exception {
    try (RawServer server = new RawServer((socket, out) -> socket.getInputStream().read())) {
      LuaSearcher searcher = new HttpSearcherProvider().create(Settings.of(server.url()));
      AtomicReference<Object> seen = new AtomicReference<>();
      Thread waiting = new Thread(() -> seen.set(interruptedBy(searcher)));
      waiting.start();
      waitFor(() -> server.connections() > 0);
      searcher.close();
      searcher.close();
      waiting.join(2000);
      assertThat(seen.get()).asString().contains("the HTTP searcher was closed");
    }
  }

  @Test
  void closedEngines_leaveNoThread() throws Exception {
    try (TestServer server = new TestServer()) {
      server.file("/a.lua", "1", "Cache-Control", "max-age=100");
      for (int i = 0; i < 3; i++) {
        try (LuaSearcher searcher = new HttpSearcherProvider().create(Settings.of(server.url()))) {
          searcher.search("a");
          assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);
        }
      }
    }
    // Before JDK 21 a client's thread ends when the collector has found the client.
    waitFor(
        () -> {
          System.gc();
          return threads().isEmpty();
        });
    assertThat(threads()).isEmpty();
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().startsWith("lua-http") || t.getName().startsWith("HttpClient-"))
        .toList();
  }

  /** A condition that a test waits for. */
  @FunctionalInterface
  private interface Condition {
    boolean holds();
  }

  private static void waitFor(Condition condition) throws InterruptedException {
    for (int i = 0; i < 100 && !condition.holds(); i++) {
      Thread.sleep(100);
    }
    assertThat(condition.holds()).isTrue();
  }
}
