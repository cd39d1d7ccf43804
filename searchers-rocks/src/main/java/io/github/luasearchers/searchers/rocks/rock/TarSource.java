package io.github.luasearchers.searchers.rocks.rock;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.spi.Excerpt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the Lua files and C sources of a tar archive into memory, under the limits that zip
 * archives have.
 */
final class TarSource {

  private static final int MOST_ENTRIES = 10_000;
  private static final long LARGEST = 64L << 20;
  private static final long SMALL = 1 << 20;
  private static final int RATIO = 100;

  private final long packed;
  private final Map<String, byte[]> files = new TreeMap<>();
  private final Set<String> folded = new HashSet<>();
  private long total;

  private TarSource(long packed) {
    this.packed = packed;
  }

  /** Tells whether a name, in lower case, is that of an archive which is read here. */
  static boolean reads(String name) {
    return name.endsWith(".tar.gz")
        || name.endsWith(".tgz")
        || name.endsWith(".tar")
        || name.endsWith(".tar.bz2");
  }

  /** Returns the files of an archive. */
  static Map<String, byte[]> read(String place, String name, byte[] content) throws IOException {
    TarSource source = new TarSource(content.length);
    try (InputStream bytes = new ByteArrayInputStream(content);
        InputStream expanded = expanded(name, bytes);
        TarArchiveInputStream tar =
            new TarArchiveInputStream(source.limited(expanded), UTF_8.name())) {
      source.readAll(tar);
      return source.files;
    } catch (IOException | RuntimeException e) {
      // The library throws both for what it can't read.
      throw new IOException("cannot read archive '" + place + "': " + e.getMessage(), e);
    }
  }

  private static InputStream expanded(String name, InputStream bytes) throws IOException {
    if (name.endsWith(".tar")) {
      return bytes;
    }
    return name.endsWith(".bz2")
        ? new BZip2CompressorInputStream(bytes)
        : new GZIPInputStream(bytes);
  }

  private void readAll(TarArchiveInputStream tar) throws IOException {
    int entries = 0;
    for (@Nullable TarArchiveEntry entry = tar.getNextEntry();
        entry != null;
        entry = tar.getNextEntry()) {
      if (++entries > MOST_ENTRIES) {
        throw new IOException("it has more than " + MOST_ENTRIES + " entries");
      }
      String name = entry.getName().replaceFirst("^(\\./)+", "");
      if (!entry.isDirectory()) {
        check(entry, name);
        byte[] content = tar.readAllBytes();
        if (content.length != entry.getSize()) {
          throw new IOException("'" + name + "' is cut off");
        }
        files.put(name, content);
      } else if (!name.isEmpty()) {
        checkName(name.replaceFirst("/+$", ""));
      }
    }
  }

  private void check(TarArchiveEntry entry, String name) throws IOException {
    checkName(name);
    byte kind = entry.getLinkFlag();
    boolean plain = kind == TarConstants.LF_NORMAL || kind == TarConstants.LF_OLDNORM;
    if (!plain || entry.isSparse()) {
      throw new IOException("'" + Excerpt.line(name) + "' is a link or no plain file");
    }
    if (!folded.add(name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT))) {
      throw new IOException("'" + name + "' is there twice, or differs in case only");
    }
  }

  private static void checkName(String name) throws IOException {
    boolean leads = name.isEmpty() || name.indexOf('\\') >= 0 || name.indexOf(':') == 1;
    for (String part : name.split("/", -1)) {
      leads |= part.isEmpty() || part.equals(".") || part.equals("..");
    }
    if (leads || name.chars().anyMatch(Character::isISOControl)) {
      throw new IOException("the name '" + Excerpt.line(name) + "' of an entry leads elsewhere");
    }
  }

  /** Counts what is expanded, headers and all, so that no number in a header is believed. */
  private InputStream limited(InputStream in) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        total += Math.max(0, count);
        if (total > LARGEST) {
          throw new IOException("it expands to more than " + LARGEST + " bytes");
        }
        if (total > SMALL && total / RATIO > packed) {
          throw new IOException("it expands to more than " + RATIO + " times its size");
        }
        return count;
      }
    };
  }
}
