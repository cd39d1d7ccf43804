package io.github.luasearchers.searchers.http.integrity;

import io.github.luasearchers.searchers.http.cache.BlobStore;
import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.cache.Printable;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The entry of a module in a lock file: where it came from, and the digest of its bytes.
 *
 * @param repository the id of the repository that had it
 * @param url where it was; without user and password
 * @param size how many bytes it has, {@link #UNKNOWN} if that is not known
 */
public record LockEntry(String repository, URI url, Digest digest, long size) {

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

  JsonLines toJson() {
    JsonLines json =
        new JsonLines()
            .string("repository", repository)
            .string("url", url.toString())
            .string("integrity", digest.sri());
    return size == UNKNOWN ? json : json.number("size", size);
  }

  static LockEntry read(JsonInput in) throws IOException {
    Fields fields = new Fields();
    in.object(key -> fields.read(key, in));
    if (fields.repository == null || fields.url == null || fields.digest == null) {
      throw in.error("a locked module needs 'repository', 'url' and 'integrity'");
    }
    try {
      return new LockEntry(fields.repository, URI.create(fields.url), fields.digest, fields.size);
    } catch (IllegalArgumentException e) {
      throw in.error(String.valueOf(e.getMessage()));
    }
  }

  private static final class Fields {

    @Nullable String repository;
    @Nullable String url;
    @Nullable Digest digest;
    long size = UNKNOWN;

    void read(String key, JsonInput in) throws IOException {
      switch (key) {
        case "repository" -> repository = in.string();
        case "url" -> url = in.string();
        case "integrity" -> digest = in.digest();
        case "size" -> size = in.number(BlobStore.LARGEST);
        default -> throw in.error("a locked module has no '" + Printable.text(key) + "'");
      }
    }
  }
}
