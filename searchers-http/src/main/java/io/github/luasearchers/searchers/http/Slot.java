package io.github.luasearchers.searchers.http;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place on disk for methanol's cache, which belongs to one process alone: methanol's disk store
 * refuses a second one, and what it would share it could not vouch for. Each process takes the
 * first place that is free, so that what is fresh stays known from one run to the next.
 */
final class Slot implements AutoCloseable {

  private static final int MOST = 64;
  private static final int KEY_BYTES = 32;

  private final Path folder;
  private final FileChannel channel;

  private Slot(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes the first free place.
   *
   * @param slots the folder of all places
   * @return the place, or empty if all are taken
   * @throws IOException if the folder can't be written to
   */
  static Optional<Slot> take(Path slots) throws IOException {
    for (int i = 0; i < MOST; i++) {
      Path folder = slots.resolve(String.valueOf(i));
      CacheFolder.create(folder);
      FileChannel channel = lock(folder.resolve("lock"));
      if (channel != null) {
        return Optional.of(new Slot(folder, channel));
      }
    }
    return Optional.empty();
  }

  private static @Nullable FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another class loader of this JVM has it.
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    return lock == null ? null : channel;
  }

  Path responses() {
    return folder.resolve("responses");
  }

  /** Returns random bytes that stay as long as the place does. */
  byte[] key() throws IOException {
    Path file = folder.resolve("key");
    if (Files.exists(file)) {
      byte[] key = Files.readAllBytes(file);
      if (key.length == KEY_BYTES) {
        return key;
      }
    }
    byte[] key = newKey();
    Files.write(file, key);
    return key;
  }

  static byte[] newKey() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
