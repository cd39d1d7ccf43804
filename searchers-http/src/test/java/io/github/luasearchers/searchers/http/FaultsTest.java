package io.github.luasearchers.searchers.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.integrity.LockEntry;
import io.github.luasearchers.searchers.http.integrity.LockFile;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.SearchResult;
import io.github.luasearchers.testing.http.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * For any sequence of faults, of the server and of the disk: what a search finds is byte for byte
 * what the lock file says, or the search fails. And all is well again when the faults are over.
 *
 * <p>The sequences are random; {@code -Dfaults.seed} gives others, {@code -Dfaults.steps} more.
 */
class FaultsTest {

  private static final long SEED = Long.getLong("faults.seed", 20_26);
  private static final int STEPS = Integer.getInteger("faults.steps", 40);
  private static final int MODULES = 6;

  /** How many are locked from the start; the others may be recorded. */
  private static final int LOCKED = 4;

  private static final String OK = "HTTP/1.1 200 OK\r\nConnection: close\r\n";

  @TempDir Path temp;
  private Random random = new Random();
  private RawServer server;
  private volatile Fault fault = Fault.NONE;
  private final Map<Fault, int[]> outcomes = new EnumMap<>(Fault.class);

  /** What a server does. */
  private enum Fault {
    NONE,
    STATUS_401,
    STATUS_403,
    STATUS_404,
    STATUS_410,
    STATUS_429,
    STATUS_500,
    STATUS_503,
    REFUSED,
    RESET,
    TRUNCATED,
    DRIP,
    ENDLESS,
    BOMB,
    TOO_LONG,
    PAGE,
    LOOP,
    ELSEWHERE,
    BINARY,
    OTHER_CONTENT,
    NOT_MODIFIED,
    NO_HTTP
  }

  @BeforeEach
  void start() throws IOException {
    server = new RawServer(this::answer);
    try (LockFile lock = LockFile.open(lockFile(), LockFile.Mode.RECORD, Optional.empty())) {
      for (int i = 0; i < LOCKED; i++) {
        lock.confirm(
            "m" + i,
            new LockEntry(
                "main",
                java.net.URI.create(server.url() + "m" + i + ".lua"),
                Digest.of(content(i)),
                content(i).length));
      }
    }
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void whatIsFound_isWhatTheLockFileSays_orAnError(int sequence) throws Exception {
    random = new Random(SEED * 1000 + sequence);
    StringBuilder story = new StringBuilder("seed " + SEED);
    for (int step = 0; step < STEPS; step++) {
      fault = Fault.values()[random.nextInt(Fault.values().length)];
      String disk = harmDisk();
      LockFile.Mode mode = List.of(LockFile.Mode.values()).get(1 + random.nextInt(3));
      story.append('\n').append(fault).append(' ').append(disk).append(' ').append(mode);
      search(mode, story.toString());
    }
    assertThat(outcomes.values().stream().mapToInt(each -> each[0]).sum()).as("found").isPositive();
    assertThat(outcomes.values().stream().mapToInt(each -> each[1]).sum())
        .as("failed")
        .isPositive();
    fault = Fault.NONE;
    allIsWellAgain(story.toString());
  }

  private void search(LockFile.Mode mode, String story) throws IOException {
    int module = random.nextInt(MODULES);
    int[] outcome = outcomes.computeIfAbsent(fault, unused -> new int[2]);
    try (LuaSearcher searcher = new HttpSearcherProvider().create(settings(mode))) {
      for (int again = random.nextInt(3); again >= 0; again--) {
        byte[] found = find(searcher, module, story);
        Optional<LockEntry> locked =
            LockFile.open(lockFile(), LockFile.Mode.VERIFY, Optional.empty()).find("m" + module);
        if (locked.isPresent()) {
          assertThat(Digest.of(found)).as(story).isEqualTo(locked.get().digest());
        } else {
          assertThat(mode).as(story).isEqualTo(LockFile.Mode.VERIFY);
        }
        outcome[0]++;
      }
    } catch (IOException e) {
      assertThat(e.getMessage()).as(story).isNotEmpty();
      outcome[1]++;
    }
  }

  private byte[] find(LuaSearcher searcher, int module, String story) throws IOException {
    SearchResult result = searcher.search("m" + module);
    if (result instanceof SearchResult.Source source) {
      return source.content().read();
    }
    assertThat(module)
        .as("what is locked is there, or fails: %s", story)
        .isGreaterThanOrEqualTo(LOCKED);
    throw new IOException(result.toString());
  }

  private void allIsWellAgain(String story) throws IOException {
    for (int i = 0; i < LOCKED; i++) {
      try (LuaSearcher searcher =
          new HttpSearcherProvider().create(settings(LockFile.Mode.FROZEN))) {
        assertThat(find(searcher, i, story)).as(story).isEqualTo(content(i));
      }
    }
  }

  private Settings settings(LockFile.Mode mode) {
    return Settings.of("main")
        .with("main.url", server.url())
        .with("path", "?.lua")
        .with("cache", temp.resolve("cache").toString())
        .with("lock", mode.toString())
        .with("lock-file", lockFile().toString())
        .with("retries", random.nextInt(10) == 0 ? "1" : "0")
        .with("breaker-failures", "1000000")
        .with("headers-timeout", "300ms")
        .with("idle-timeout", "300ms")
        .with("resource-timeout", "500ms")
        .with("max-size", "64KiB");
  }

  private Path lockFile() {
    return temp.resolve("lua.lock");
  }

  private static byte[] content(int module) {
    return ("return " + module + " -- " + "x".repeat(module * 1000)).getBytes(UTF_8);
  }

  // ---- the server

  private void answer(String path, Socket socket, OutputStream out) throws Exception {
    String head = fault.name().startsWith("STATUS_") ? fault.name().substring(7) : "";
    byte[] content = content(Integer.parseInt(path.replaceAll("\\D", "")));
    if (!head.isEmpty()) {
      RawServer.write(
          out, "HTTP/1.1 " + head + " X\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    switch (fault) {
      case REFUSED -> socket.close();
      case RESET -> {
        send(out, OK, content.length, content, content.length / 2);
        socket.setSoLinger(true, 0);
      }
      case TRUNCATED -> send(out, OK, content.length, content, content.length / 2);
      case TOO_LONG -> send(out, OK, content.length / 2, content, content.length);
      case DRIP -> {
        RawServer.write(out, OK + "Content-Length: 1000\r\n\r\n");
        for (int i = 0; i < 20; i++) {
          RawServer.write(out, "x");
          Thread.sleep(50);
        }
      }
      case ENDLESS -> {
        RawServer.write(out, OK + "\r\n");
        for (int i = 0; i < 10_000; i++) {
          out.write(new byte[8192]);
        }
      }
      case BOMB -> {
        byte[] bomb = bomb();
        send(out, OK + "Content-Encoding: gzip\r\n", bomb.length, bomb, bomb.length);
      }
      case PAGE -> sendWhole(out, "<html>log in</html>".getBytes(UTF_8));
      case LOOP -> redirect(out, path);
      case ELSEWHERE -> redirect(out, "http://localhost:1/" + path);
      case BINARY -> sendWhole(out, "\u001bLuaR".getBytes(ISO_8859_1));
      case OTHER_CONTENT -> sendWhole(out, "os.exit()".getBytes(UTF_8));
      case NOT_MODIFIED -> RawServer.write(out, "HTTP/1.1 304 Not Modified\r\n\r\n");
      case NO_HTTP -> RawServer.write(out, "220 smtp ready\r\n");
      default -> sendWhole(out, content);
    }
  }

  private void redirect(OutputStream out, String target) throws IOException {
    RawServer.write(
        out, "HTTP/1.1 302 Found\r\nLocation: " + target + "\r\nContent-Length: 0\r\n\r\n");
  }

  private static void sendWhole(OutputStream out, byte[] content) throws IOException {
    send(
        out,
        OK + "Cache-Control: max-age=1\r\nETag: \"1\"\r\n",
        content.length,
        content,
        content.length);
  }

  private static void send(OutputStream out, String head, int length, byte[] content, int size)
      throws IOException {
    RawServer.write(out, head + "Content-Length: " + length + "\r\n\r\n");
    out.write(content, 0, size);
    out.flush();
  }

  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < 100; i++) {
        gzip.write(new byte[100_000]);
      }
    }
    return bytes.toByteArray();
  }

  // ---- the disk

  /** Does something to the cache, or nothing, and says what. */
  private String harmDisk() throws IOException {
    Path cache = temp.resolve("cache");
    List<Path> files = List.of();
    if (Files.isDirectory(cache)) {
      try (Stream<Path> all = Files.walk(cache)) {
        files = all.filter(Files::isRegularFile).sorted().toList();
      }
    }
    int kind = random.nextInt(8);
    if (files.isEmpty() || kind > 4) {
      return "";
    }
    Path file = files.get(random.nextInt(files.size()));
    byte[] content = Files.readAllBytes(file);
    switch (kind) {
      case 0 -> Files.delete(file);
      case 1 -> Files.write(file, new byte[0]);
      case 2 -> Files.write(file, java.util.Arrays.copyOf(content, content.length / 2));
      case 3 -> {
        for (int i = 0; i < content.length; i += 7) {
          content[i] ^= 0x41;
        }
        Files.write(file, content);
      }
      default -> {
        MoreFiles.deleteRecursively(cache, RecursiveDeleteOption.ALLOW_INSECURE);
        return "removed the cache";
      }
    }
    return "harmed (" + kind + ") " + temp.relativize(file);
  }
}
