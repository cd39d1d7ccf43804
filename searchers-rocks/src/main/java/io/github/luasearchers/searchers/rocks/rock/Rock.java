package io.github.luasearchers.searchers.rocks.rock;

import io.github.luasearchers.searchers.jar.ZipBytes;
import java.io.IOException;
import java.util.SortedMap;

/**
 * A rock that was read.
 *
 * @param rockspec what it says of itself
 * @param modules where each of its modules is in the archive
 * @param libraries where each of its C libraries is
 * @param files reads what is in the archive
 */
public record Rock(
    RockName name,
    Rockspec rockspec,
    SortedMap<String, String> modules,
    SortedMap<String, String> libraries,
    Files files) {

  /** Reads the files of a rock. Any number of threads may do so. */
  @FunctionalInterface
  public interface Files {
    /** Returns a file's bytes. */
    byte[] read(String path) throws IOException;
  }

  /**
   * Reads a rock.
   *
   * @param place what errors call it: its URL
   * @param checked whether its bytes are known to be right, so that its own sums need not be asked
   * @throws IOException if it is damaged, or not what its name says, or needs to be built
   */
  public static Rock read(String place, RockName name, byte[] content, boolean checked)
      throws IOException {
    ZipBytes zip = ZipBytes.open(place, content);
    byte[] rockspec =
        zip.read(name.rockspec())
            .orElseThrow(() -> new IOException("'" + place + "' lacks '" + name.rockspec() + "'"));
    Rockspec read = Rockspec.read(place + "!/" + name.rockspec(), rockspec, name);
    return name.arch().equals(RockName.SOURCE)
        ? SourceRock.read(place, name, read, zip)
        : BuiltRock.read(place, name, read, zip, checked);
  }
}
