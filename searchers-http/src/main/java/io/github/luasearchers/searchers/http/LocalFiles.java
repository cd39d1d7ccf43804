package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.cache.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads files of a repository that is a folder of this machine. They are not cached. A lock file is
 * verified as for any other repository.
 */
final class LocalFiles {

  private static final String SCHEME = "file";

  private LocalFiles() {}

  static boolean isLocal(URI url) {
    return SCHEME.equalsIgnoreCase(url.getScheme());
  }

  /**
   * Reads a file.
   *
   * @throws PolicyException if the file breaks a rule
   */
  static FetchResult read(FetchRequest request) throws IOException {
    Path file = Path.of(request.url());
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, request.limit() + 1));
    } catch (IOException e) {
      if (isMissing(file)) {
        return missing(request);
      }
      throw e;
    }
    if (content.length > request.limit()) {
      throw new PolicyException("it is longer than " + request.limit() + " bytes");
    }
    if (request.kind() == FetchRequest.Kind.MODULE) {
      ContentCheck.noBinaryChunk(content);
    }
    Digest digest = Digest.of(content);
    request.verify(digest, content.length);
    return new FetchResult.Found(content, digest);
  }

  /** Tells whether there is no such file, as opposed to one that can't be read. */
  private static boolean isMissing(Path file) {
    // Both are false for a path that can't be accessed.
    return Files.notExists(file) || Files.isDirectory(file);
  }

  /**
   * Returns that there is no such file, unless the whole folder is missing: it may be unmounted.
   */
  private static FetchResult missing(FetchRequest request) throws IOException {
    Path base = Path.of(request.repository().base());
    if (!Files.isDirectory(base)) {
      throw new IOException("there is no folder '" + base + "'");
    }
    return new FetchResult.Missing("no such file");
  }
}
