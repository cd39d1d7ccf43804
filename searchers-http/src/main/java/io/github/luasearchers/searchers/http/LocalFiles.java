package io.github.luasearchers.searchers.http;

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
    if (!Files.isRegularFile(file)) {
      return new Answer.Missing("no such file");
    }
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, errand.limit() + 1));
    }
    if (content.length > errand.limit()) {
      throw new Refusal("it is longer than " + errand.limit() + " bytes");
    }
    if (errand.kind() == Errand.Kind.MODULE) {
      ContentCheck.noBinaryChunk(content);
    }
    Digest digest = Digest.of(content);
    errand.verify(digest);
    return new Answer.Found(content, digest);
  }
}
