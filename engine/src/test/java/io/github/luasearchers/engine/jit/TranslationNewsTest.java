package io.github.luasearchers.engine.jit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.vm.Heat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the flight recorder and the log are told of functions that are compiled, or not. */
final class TranslationNewsTest {

  private static final String TRANSLATE = "io.github.luasearchers.Translate";
  private static final String DISCARD = "io.github.luasearchers.Discard";

  /** The function begins in the first line, the loop in the second. */
  private static final String CALLS =
      "local function add(a, b) return a + b end local n = 0\n"
          + "for i = 1, 60000 do n = add(n, i % 3) end\n";

  /** After that, {@code add} meets what it was not translated for. */
  private static final String OTHER_OPERANDS = CALLS + "for i = 1, 20000 do add(n, i / 4) end";

  private static final String OTHER_WAY =
      "local function f(x)\nif x < 0 then\nx = -x end return x end\n"
          + "for i = 1, 60000 do f(i) end for i = 1, 20000 do f(-i) end";

  private static final String LONG =
      "local x = 0 local function long() "
          + "x = x + 1 ".repeat(700)
          + "end for i = 1, 300 do"
          + " long() end";

  private static final String WIDE =
      "local function wide()"
          + " local a = 0".repeat(125)
          + " return a end for i = 1, 20000 do wide() end";

  @TempDir Path folder;

  private interface Work {
    void run() throws Exception;
  }

  /** Returns what this thread tells the flight recorder meanwhile. */
  private List<RecordedEvent> recorded(String kind, Work work) throws Exception {
    try (Recording recording = new Recording()) {
      recording.enable(kind);
      recording.start();
      work.run();
      recording.stop();
      return events(recording, kind);
    }
  }

  private List<RecordedEvent> events(Recording recording, String kind) throws IOException {
    Path file = folder.resolve("events.jfr");
    recording.dump(file);
    List<RecordedEvent> events = new ArrayList<>(RecordingFile.readAllEvents(file));
    long thread = Thread.currentThread().getId();
    events.removeIf(each -> !each.getEventType().getName().equals(kind));
    events.removeIf(each -> each.getThread().getJavaThreadId() != thread);
    events.sort(Comparator.comparing(RecordedEvent::getEndTime));
    return events;
  }

  private static RecordedEvent first(List<RecordedEvent> events, String name) {
    return events.stream()
        .filter(each -> name.equals(each.getString("name")))
        .findFirst()
        .orElseThrow(() -> new AssertionError(events));
  }

  @Test
  void translations_areRecorded() throws Exception {
    List<RecordedEvent> events = recorded(TRANSLATE, () -> HotProgram.run(CALLS));
    RecordedEvent function = first(events, "hot.lua:1");
    assertThat(function.getString("outcome")).isEqualTo("TRANSLATED");
    assertThat(function.getInt("entry")).isZero();
    assertThat(function.getInt("line")).isEqualTo(1);
    assertThat(function.getInt("size")).isBetween(300, 10_000);
    assertThat(function.getInt("number")).isEqualTo(1);
    assertThat(function.getString("reason")).isNull();
    assertThat(function.getDuration()).isPositive();
    assertThat(function.getStackTrace()).isNull();
    assertThat(function.getEventType().getCategoryNames()).containsExactly("Lua");
    assertThat(events)
        .filteredOn(each -> each.getInt("entry") > 0)
        .isNotEmpty()
        .allMatch(each -> each.getString("name").equals("hot.lua:0"))
        .allMatch(each -> each.getInt("line") == 2);
  }

  @Test
  void size_isThatOfTheWholeClass() throws Exception {
    List<RecordedEvent> events =
        recorded(
            TRANSLATE,
            () -> {
              HotProgram.run("local function f(x) return x end for i = 1, 60000 do f(i) end");
              HotProgram.run(
                  "local function f(x) "
                      + "x = x + 1 ".repeat(50)
                      + "return x end for i = 1, 60000 do f(i) end");
            });
    List<Integer> sizes =
        events.stream()
            .filter(each -> "hot.lua:1".equals(each.getString("name")))
            .map(each -> each.getInt("size"))
            .toList();
    assertThat(sizes).hasSizeGreaterThanOrEqualTo(2);
    assertThat(sizes.get(sizes.size() - 1)).isGreaterThan(sizes.get(0) + 500);
  }

  @Test
  void anotherTranslationOfAFunction_hasTheNextNumber() throws Exception {
    List<RecordedEvent> events = recorded(TRANSLATE, () -> HotProgram.run(OTHER_OPERANDS));
    assertThat(events)
        .filteredOn(each -> "hot.lua:1".equals(each.getString("name")))
        .extracting(each -> each.getInt("number"))
        .startsWith(1, 2);
  }

  @Test
  void discards_areRecordedWithTheReason() throws Exception {
    RecordedEvent operands =
        first(recorded(DISCARD, () -> HotProgram.run(OTHER_OPERANDS)), "hot.lua:1");
    assertThat(operands.getString("outcome")).isEqualTo("AGAIN");
    assertThat(operands.getInt("exits")).isEqualTo(3);
    assertThat(operands.getInt("line")).isEqualTo(1);
    assertThat(operands.getString("reason")).isEqualTo("unexpected operands");
    List<RecordedEvent> events = recorded(DISCARD, () -> HotProgram.run(OTHER_WAY));
    assertThat(first(events, "hot.lua:1").getInt("line")).isEqualTo(3);
  }

  @Test
  void lastDiscard_isRecordedAsOne() throws Exception {
    HotProgram.Request request = HotProgram.run(CALLS).get(0);
    List<RecordedEvent> events =
        recorded(
            DISCARD,
            () -> BackgroundCompiler.instance().discarded(request.unit(), 0, 96, true, "why"));
    assertThat(events).hasSize(1);
    assertThat(events.get(0).getString("outcome")).isEqualTo("GIVEN_UP");
  }

  @Test
  void refusals_areRecordedWithTheReason() throws Exception {
    List<RecordedEvent> events = recorded(TRANSLATE, () -> HotProgram.run(LONG));
    RecordedEvent tooLong = first(events, "hot.lua:1");
    assertThat(tooLong.getString("outcome")).isEqualTo("REFUSED");
    assertThat(tooLong.getString("reason")).matches("it has \\d{4} instructions");
    assertThat(tooLong.getInt("size")).isZero();
    RecordedEvent tooWide = first(recorded(TRANSLATE, () -> HotProgram.run(WIDE)), "hot.lua:1");
    assertThat(tooWide.getString("outcome")).isEqualTo("REFUSED");
    assertThat(tooWide.getString("reason")).isEqualTo("too many registers");
  }

  @Test
  void fault_isRecordedAndLogged() throws Exception {
    HotProgram.Request request = HotProgram.run(CALLS).get(0);
    int nowhere = 1_000; // no function is asked for from there on
    try (Lines lines = new Lines(Level.WARNING)) {
      List<RecordedEvent> events =
          recorded(
              TRANSLATE,
              () -> BackgroundCompiler.translate(request.unit(), nowhere, null, request.level()));
      assertThat(events).hasSize(1);
      assertThat(events.get(0).getString("outcome")).isEqualTo("FAILED");
      assertThat(events.get(0).getString("reason")).contains("IndexOutOfBounds");
      assertThat(lines.all()).containsExactly("a function of Lua could not be compiled");
    }
  }

  @Test
  void translationsOfAnEngine_areRecordedOnTheirThread() throws Exception {
    CountDownLatch translated = new CountDownLatch(1);
    try (RecordingStream stream = new RecordingStream();
        LuaScriptEngine lua = LuaScriptEngine.builder().setting("lua.jit", "true").build()) {
      stream.enable(TRANSLATE);
      stream.onEvent(
          TRANSLATE,
          event -> {
            if (Heat.EAGER || event.getThread().getJavaName().equals("Lua compiler")) {
              translated.countDown();
            }
          });
      stream.startAsync();
      for (int i = 0; i < 100 && !translated.await(100, TimeUnit.MILLISECONDS); i++) {
        lua.eval("--" + i + "\n" + CALLS);
      }
      assertThat(translated.getCount()).isZero();
    }
  }

  @Test
  void log_hasALineOfEach() {
    HotProgram.Request request = HotProgram.run(CALLS).get(0);
    try (Lines lines = new Lines(Level.FINE)) {
      for (int i = 0; i < TranslationNews.SMALL; i++) {
        request.translate();
      }
      HotProgram.run("--another\n" + CALLS);
      HotProgram.run(LONG);
      HotProgram.run(OTHER_OPERANDS);
      assertThat(lines.all())
          .anyMatch(
              each ->
                  each.matches(
                      "LuaSearchers: hot.lua:2 was compiled to \\d+ bytes in"
                          + " \\d+ us, translation 1"))
          .anyMatch(each -> each.startsWith("LuaSearchers: hot.lua:0 from line 3 on was compiled"))
          .anyMatch(
              each ->
                  each.matches(
                      "LuaSearchers: hot.lua:1 is left to the interpreter: it"
                          + " has \\d+ instructions"))
          .contains(
              "LuaSearchers: hot.lua:1 is to be compiled again: 3 exits, the last in line 1"
                  + " from unexpected operands");
    }
  }

  @Test
  void log_isSilentAboveDebug() {
    HotProgram.Request request = HotProgram.run(CALLS).get(0);
    try (Lines lines = new Lines(Level.INFO)) {
      for (int i = 0; i <= TranslationNews.SMALL; i++) {
        request.translate();
      }
      assertThat(lines.all()).isEmpty();
    }
  }

  /** What is logged, instead of showing it. */
  private static final class Lines extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger(BackgroundCompiler.class.getName());
    private final Thread thread = Thread.currentThread();
    private final List<String> all = new ArrayList<>();

    Lines(Level level) {
      logger.setUseParentHandlers(false);
      logger.setLevel(level);
      logger.addHandler(this);
    }

    List<String> all() {
      return all;
    }

    @Override
    public void publish(LogRecord record) {
      if (Thread.currentThread() == thread) {
        all.add(record.getMessage());
      }
    }

    @Override
    public void flush() {
      // nothing is held back
    }

    @Override
    public void close() {
      logger.removeHandler(this);
      logger.setLevel(null);
      logger.setUseParentHandlers(true);
    }
  }
}
