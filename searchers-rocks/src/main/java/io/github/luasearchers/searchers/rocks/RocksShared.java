package io.github.luasearchers.searchers.rocks;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.github.luasearchers.searchers.http.HttpSearcherProvider;
import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.remote.RemoteFile;
import io.github.luasearchers.searchers.rocks.rock.Rock;
import io.github.luasearchers.searchers.rocks.rock.RockName;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What engines share: who asks servers, and what was read. Safe for threads. */
final class RocksShared {

  private final HttpSearcherProvider http;

  /** By their bytes. A large one takes half a second to read, and its tables a lot of memory. */
  private final Cache<Digest, Manifest> manifests = CacheBuilder.newBuilder().softValues().build();

  RocksShared(HttpSearcherProvider http) {
    this.http = http;
  }

  /** By their bytes and their files' names. These bytes were compared with their digests. */
  private final Cache<String, Rock> rocks = CacheBuilder.newBuilder().softValues().build();

  /** Reads a rock that is not known. */
  @FunctionalInterface
  interface Reading {
    Rock read() throws IOException;
  }

  /** Returns a rock of some bytes, which is read if it is not known. */
  Rock rock(Digest digest, RockName name, Reading reading) throws IOException {
    String key = digest.hex() + " " + name.file();
    @Nullable Rock known = rocks.getIfPresent(key);
    if (known == null) {
      known = reading.read();
      rocks.put(key, known);
    }
    return known;
  }

  HttpSearcherProvider http() {
    return http;
  }

  /** Returns a manifest, which was read before if it has the same bytes. */
  Manifest manifest(RemoteFile file) throws IOException {
    @Nullable Manifest known = manifests.getIfPresent(file.digest());
    if (known == null) {
      known = Manifest.read(file.url().toString(), file.content());
      manifests.put(file.digest(), known);
    }
    return known;
  }
}
