package io.github.luasearchers.searchers.http.integrity;

import io.github.luasearchers.searchers.http.cache.BlobStore;
import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.cache.Printable;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entry of a module or of a rock in a lock file: where it came from, and the digest of its
 * bytes.
 *
 * @param repository the id of the repository that had it
 * @param url where it was; without user and password
 * @param size how many bytes it has, {@link #UNKNOWN} if that is not known
 * @param rock what is known of a rock; empty for a module
 */
public record LockEntry(
    String repository, URI url, Digest digest, long size, Optional<LockedRock> rock) {

  public static final long UNKNOWN = -1;

  public LockEntry {
    String scheme = String.valueOf(url.getScheme());
    boolean remote = scheme.equals("https") || scheme.equals("http");
    // A URL without a host that can be parsed may hide a password.
    if (remote ? url.getHost() == null : !scheme.equals("file")) {
      throw new IllegalArgumentException("a URL of https, http or file is expected");
    }
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException("the URL on '" + url.getHost() + "' names a user");
    }
  }

  /** Makes the entry of a module. */
  public LockEntry(String repository, URI url, Digest digest, long size) {
    this(repository, url, digest, size, Optional.empty());
  }

  JsonLines toJson() {
    JsonLines json = new JsonLines();
    rock.ifPresent(known -> json.string("version", known.version()));
    json.string("repository", repository)
        .string("url", url.toString())
        .string("integrity", digest.sri());
    if (size != UNKNOWN) {
      json.number("size", size);
    }
    rock.ifPresent(
        known ->
            json.strings("dependencies", known.dependencies()).strings("modules", known.modules()));
    return json;
  }

  /**
   * Reads an entry.
   *
   * @param ofRock whether it is that of a rock
   */
  static LockEntry read(JsonInput in, boolean ofRock) throws IOException {
    Fields fields = new Fields(ofRock);
    in.object(key -> fields.read(key, in));
    if (fields.repository == null || fields.url == null || fields.digest == null) {
      throw in.error("a locked module needs 'repository', 'url' and 'integrity'");
    }
    try {
      return new LockEntry(
          fields.repository, URI.create(fields.url), fields.digest, fields.size, fields.rock(in));
    } catch (IllegalArgumentException e) {
      throw in.error(String.valueOf(e.getMessage()));
    }
  }

  private static final class Fields {

    @Nullable String repository;
    @Nullable String url;
    @Nullable Digest digest;
    @Nullable String version;
    final List<String> dependencies = new ArrayList<>();
    final List<String> modules = new ArrayList<>();
    long size = UNKNOWN;
    private final boolean ofRock;

    Fields(boolean ofRock) {
      this.ofRock = ofRock;
    }

    Optional<LockedRock> rock(JsonInput in) throws IOException {
      if (!ofRock) {
        return Optional.empty();
      }
      if (version == null) {
        throw in.error("a locked rock needs 'version'");
      }
      return Optional.of(new LockedRock(version, dependencies, modules));
    }

    private void readOfRock(String key, JsonInput in) throws IOException {
      switch (key) {
        case "version" -> version = in.string();
        case "dependencies" -> in.array(() -> dependencies.add(in.string()));
        case "modules" -> in.array(() -> modules.add(in.string()));
        default -> throw in.error("a locked rock has no '" + Printable.text(key) + "'");
      }
    }

    void read(String key, JsonInput in) throws IOException {
      switch (key) {
        case "repository" -> repository = in.string();
        case "url" -> url = in.string();
        case "integrity" -> digest = in.digest();
        case "size" -> size = in.number(BlobStore.LARGEST);
        default -> {
          if (!ofRock) {
            throw in.error("a locked module has no '" + Printable.text(key) + "'");
          }
          readOfRock(key, in);
        }
      }
    }
  }
}
