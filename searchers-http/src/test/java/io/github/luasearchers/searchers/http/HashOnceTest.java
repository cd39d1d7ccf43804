package io.github.luasearchers.searchers.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.integrity.Bundles;
import io.github.luasearchers.searchers.http.integrity.ModuleIndex;
import io.github.luasearchers.searchers.http.integrity.ModuleIndex.Bundle;
import io.github.luasearchers.searchers.http.integrity.ModuleIndex.Module;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.testing.http.Settings;
import io.github.luasearchers.testing.http.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.MessageDigestSpi;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts the bytes that are hashed: those of a download once, from the server to the engine. */
class HashOnceTest {

  private static final int SIZE = 300_000;
  private static final String CONTENT = "--" + "x".repeat(SIZE);
  private static final AtomicLong HASHED = new AtomicLong();

  @TempDir Path temp;
  @AutoClose private final TestServer server = new TestServer();
  private final Provider counting = new Counting();

  /** SHA-256 as the JDK has it, and a count. */
  public static final class CountingSha256 extends MessageDigestSpi {

    private final MessageDigest digest;

    public CountingSha256() throws NoSuchAlgorithmException {
      digest = MessageDigest.getInstance("SHA-256", Security.getProvider("SUN"));
    }

    @Override
    protected void engineUpdate(byte input) {
      HASHED.incrementAndGet();
      digest.update(input);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
      HASHED.addAndGet(length);
      digest.update(input, offset, length);
    }

    @Override
    protected byte[] engineDigest() {
      return digest.digest();
    }

    @Override
    protected void engineReset() {
      digest.reset();
    }
  }

  private static final class Counting extends Provider {

    private static final long serialVersionUID = 1;

    Counting() {
      super("Counting", "1", "counts what is hashed");
      put("MessageDigest.SHA-256", CountingSha256.class.getName());
    }
  }

  @BeforeEach
  void count() {
    Security.insertProviderAt(counting, 1);
    HASHED.set(0);
  }

  @AfterEach
  void countNoMore() {
    Security.removeProvider(counting.getName());
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "folder"})
  void download_isHashedOnce(String cache) throws Exception {
    server.file("/a.lua", CONTENT);
    assertHashedOnce(settings(cache).with("path", "?.lua"));
  }

  @Test
  void downloadThatIsRecorded_isHashedOnce() throws Exception {
    server.file("/a.lua", CONTENT);
    assertHashedOnce(
        settings("folder").with("lock", "record").with("lock-file", temp.resolve("lock") + ""));
  }

  @Test
  void moduleOfABundle_isHashedOnce_andItsArchiveToo() throws Exception {
    byte[] content = CONTENT.getBytes(UTF_8);
    byte[] archive = Bundles.write(new TreeMap<>(Map.of("a.lua", content)));
    Module module = new Module("a.lua", content.length, Digest.of(content), List.of());
    Bundle bundle = new Bundle("bundles/a.zip", archive.length, Digest.of(archive), List.of("a"));
    server
        .file(
            "/lua-modules.json",
            new ModuleIndex(new TreeMap<>(Map.of("a", module)), List.of(bundle)).toJson())
        .file("/bundles/a.zip", archive);
    HASHED.set(0);
    Settings settings = settings("folder").with("index", "true");
    try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
      searcher.search("a");
    }
    // Once as it comes out of the archive, and once as it comes out of the cache.
    assertThat(HASHED.get()).isBetween((long) SIZE, 2L * SIZE + 20_000);
  }

  private static void assertHashedOnce(Settings settings) throws IOException {
    try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
      searcher.search("a");
    }
    assertThat(HASHED.get()).isBetween((long) SIZE, SIZE + 20_000L);
  }

  private Settings settings(String cache) {
    return Settings.of(server.url())
        .with("cache", cache.equals("folder") ? temp.resolve("cache").toString() : cache);
  }
}
