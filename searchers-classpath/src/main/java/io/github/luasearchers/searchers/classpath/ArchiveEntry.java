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
 * Reads an entry of an archive as the archive is now, if {@link PackedEntry} can't.
 *
 * <p>The JDK shares one directory of an archive among all that open it with the same modification
 * time, as long as one of them has it open; a class loader keeps its archives open forever. The
 * shared directory is wrong once a program has rewritten the file and reset its time. But the JDK
 * does not share it with code that reads the names of entries as anything other than UTF-8, as this
 * class does, in one thread at a time.
 */
final class ArchiveEntry {

  private ArchiveEntry() {}

  /** Returns the content of an entry. */
  static synchronized byte[] read(File archive, String name) throws IOException {
    try (ZipFile zip = new ZipFile(archive, ZipFile.OPEN_READ, ISO_8859_1)) {
      @Nullable ZipEntry entry = zip.getEntry(name);
      if (entry == null) {
        // The names are UTF-8 even in archives that do not declare it.
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
