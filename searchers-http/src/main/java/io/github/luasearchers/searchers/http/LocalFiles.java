package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.cache.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of a repository that is a folder of this machine. They are read each time and not kept:
 * the folder is at hand, and what a lock file says of them is checked as it is of any other.
 */
final class LocalFiles {

  private static final String SCHEME = "file";

  private LocalFiles() {}

  static boolean isLocal(URI url) {
    return SCHEME.equalsIgnoreCase(url.getScheme());
  }

  /**
   * Reads the file that an errand names.
   *
   * @throws Refusal if the file breaks a rule
   */
  static Answer read(Errand errand) throws IOException {
    Path file = Path.of(errand.url());
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, errand.limit() + 1));
    } catch (IOException e) {
      if (isMissing(file)) {
        return missing(errand);
      }
      throw e;
    }
    if (content.length > errand.limit()) {
      throw new Refusal("it is longer than " + errand.limit() + " bytes");
    }
    if (errand.kind() == Errand.Kind.MODULE) {
      ContentCheck.noBinaryChunk(content);
    }
    Digest digest = Digest.of(content);
    errand.verify(digest, content.length);
    return new Answer.Found(content, digest);
  }

  /** Tells whether there is no such file, which is not the same as that it can't be read. */
  private static boolean isMissing(Path file) {
    // Neither is true of what can't be looked at.
    return Files.notExists(file) || Files.isDirectory(file);
  }

  /** A folder that is not mounted has none of its modules, and that says nothing of them. */
  private static Answer missing(Errand errand) throws IOException {
    Path base = Path.of(errand.repository().base());
    if (!Files.isDirectory(base)) {
      throw new IOException("there is no folder '" + base + "'");
    }
    return new Answer.Missing("no such file");
  }
}
