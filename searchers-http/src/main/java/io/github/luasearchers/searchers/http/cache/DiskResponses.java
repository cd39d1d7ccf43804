package io.github.luasearchers.searchers.http.cache;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Responses in a folder. Any number of processes share it, and any of them may be killed at any
 * time: each response is a file that is written atomically.
 */
final class DiskResponses implements ResponseStore {

  /** Longer than any file that is written. */
  private static final int MAX_LENGTH = 1 << 14;

  private final Path folder;
  private final Eviction eviction;

  /**
   * @param folder the cache's folder; created when the first response is stored
   */
  DiskResponses(Path folder, Eviction eviction) {
    this.folder = folder.toAbsolutePath().resolve("v1");
    this.eviction = eviction;
  }

  @Override
  public Optional<StoredResponse> get(Digest key) {
    Path file = place(key);
    // No channel: reading must work in a thread that has been interrupted.
    try (InputStream in = new FileInputStream(file.toFile())) {
      Optional<StoredResponse> response = StoredResponse.parse(in.readNBytes(MAX_LENGTH));
      if (response.isPresent()) {
        AtomicFiles.touch(file);
      }
      return response;
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Path place(Digest key) {
    return folder.resolve("answers").resolve(key.hex().substring(0, 2)).resolve(key.hex());
  }

  @Override
  public void put(Digest key, StoredResponse response) {
    try {
      AtomicFiles.writeBelow(folder.resolve("tmp"), place(key), response.toBytes());
      eviction.runIfDue(Eviction.RESPONSE_SIZE);
    } catch (IOException e) {
      Log.LOG.log(Level.WARNING, "the cache '" + folder + "' can't be written: " + e);
    }
  }

  @Override
  public void remove(Digest key) {
    try {
      Files.deleteIfExists(place(key));
    } catch (IOException e) {
      Log.LOG.log(Level.WARNING, "the cache '" + folder + "' can't be written: " + e);
    }
  }

  /** If two processes make a secret at the same time, the responses of one of them are lost. */
  @Override
  public byte[] secret() {
    Path file = folder.resolve("secret");
    byte[] made = CredentialKeys.newSecret();
    try {
      byte[] known = known(file);
      if (known.length == made.length) {
        return known;
      }
      AtomicFiles.writeBelow(folder.resolve("tmp"), file, made);
      return known(file);
    } catch (IOException e) {
      return made;
    }
  }

  private static byte[] known(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }
}
