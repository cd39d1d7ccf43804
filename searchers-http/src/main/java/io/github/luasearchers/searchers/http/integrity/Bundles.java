package io.github.luasearchers.searchers.http.integrity;

import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.jar.ZipBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Reads and writes archives of modules, each under its path in the repository. */
public final class Bundles {

  /** The time of all entries, so that equal modules give equal archives: the earliest of zip. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Bundles() {}

  /**
   * Returns the modules of an archive that was fetched, by name. Their digests match the index.
   *
   * @param name what errors call the archive
   * @param digest the digest of its bytes
   * @throws IOException if the archive or a module in it is not what the index says
   */
  public static SortedMap<String, byte[]> read(
      String name, byte[] archive, Digest digest, ModuleIndex index, ModuleIndex.Bundle bundle)
      throws IOException {
    check(name, digest, bundle.digest());
    ZipBytes zip = ZipBytes.open(name, archive);
    SortedMap<String, byte[]> modules = new TreeMap<>();
    for (String module : bundle.modules()) {
      Optional<ModuleIndex.Module> known = index.find(module);
      if (known.isPresent()) {
        String path = known.get().path();
        byte[] content =
            zip.read(path)
                .orElseThrow(() -> new IOException("archive '" + name + "' lacks '" + path + "'"));
        check(name + "!/" + path, Digest.of(content), known.get().digest());
        if (content.length != known.get().size()) {
          throw new IOException(
              "'"
                  + name
                  + "!/"
                  + path
                  + "' has "
                  + content.length
                  + " bytes, and the index says "
                  + known.get().size());
        }
        modules.put(module, content);
      }
    }
    return modules;
  }

  private static void check(String name, Digest actual, Digest expected) throws IOException {
    if (!actual.equals(expected)) {
      throw new IOException("'" + name + "' has " + actual + ", and the index has " + expected);
    }
  }

  /** Returns an archive of files, by path. */
  public static byte[] write(SortedMap<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
