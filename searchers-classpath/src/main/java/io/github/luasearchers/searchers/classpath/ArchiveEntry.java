package io.github.luasearchers.searchers.classpath;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * An entry of an archive, as the archive is now.
 *
 * <p>The JDK has one directory of an archive for all that open it under the same modification time,
 * as long as one of them has it open; a class loader has its archives open for ever. Its directory
 * is wrong once a program has written the file anew and set its time back. But the JDK keeps apart
 * those who read the names of entries as something other than UTF-8. They are us, one at a time.
 */
final class ArchiveEntry {

  private ArchiveEntry() {}

  /** Returns the content of an entry. */
  static synchronized byte[] read(File archive, String name) throws IOException {
    try (ZipFile zip = new ZipFile(archive, ZipFile.OPEN_READ, ISO_8859_1)) {
      @Nullable ZipEntry entry = zip.getEntry(name);
      if (entry == null) {
        // The names are UTF-8 even in archives that don't say so.
        entry = zip.getEntry(new String(name.getBytes(UTF_8), ISO_8859_1));
      }
      if (entry == null) {
        throw new FileNotFoundException("no entry '" + name + "' in archive '" + archive + "'");
      }
      try (InputStream in = zip.getInputStream(entry)) {
        return in.readAllBytes();
      }
    }
  }
}
