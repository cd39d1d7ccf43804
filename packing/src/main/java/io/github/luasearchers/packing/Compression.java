package io.github.luasearchers.packing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Finishes a jar: mends its module's descriptor, and compresses it, but for what a short script
 * needs: a JVM that starts for one would spend a tenth of its time on inflating classes. The
 * arguments are the jar and the prefixes of what stays as it is.
 */
final class Compression {

  private Compression() {}

  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    Path compressed = jar.resolveSibling(jar.getFileName() + ".tmp");
    try (ZipFile from = new ZipFile(jar.toFile());
        OutputStream file = Files.newOutputStream(compressed);
        ZipOutputStream to = new ZipOutputStream(file)) {
      to.setLevel(Deflater.BEST_COMPRESSION);
      for (ZipEntry entry : Collections.list(from.entries())) {
        if (entry.isDirectory()) {
          continue; // each name costs a little at every start, and none asks for these
        }
        try (InputStream in = from.getInputStream(entry)) {
          byte[] bytes = in.readAllBytes();
          if (entry.getName().equals("module-info.class")) {
            bytes = Descriptor.mended(bytes);
          }
          copy(entry, bytes, isStored(entry.getName(), args), to);
        }
      }
    }
    Files.move(compressed, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Adds a file with the time that an entry has. */
  static void copy(ZipEntry entry, byte[] bytes, boolean stored, ZipOutputStream to)
      throws IOException {
    ZipEntry copy = new ZipEntry(entry.getName());
    copy.setTimeLocal(entry.getTimeLocal());
    copy.setMethod(stored ? ZipEntry.STORED : ZipEntry.DEFLATED);
    if (stored) {
      CRC32 sum = new CRC32();
      sum.update(bytes);
      copy.setSize(bytes.length);
      copy.setCrc(sum.getValue());
    }
    to.putNextEntry(copy);
    to.write(bytes);
    to.closeEntry();
  }

  private static boolean isStored(String name, String[] args) {
    boolean stored = false;
    for (int i = 1; i < args.length; i++) {
      stored |= name.startsWith(args[i]);
    }
    return stored;
  }
}
