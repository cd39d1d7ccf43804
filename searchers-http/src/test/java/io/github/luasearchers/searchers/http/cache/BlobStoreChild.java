package io.github.luasearchers.searchers.http.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** Uses a store in a process of its own, and prints what became of it. */
final class BlobStoreChild {

  private BlobStoreChild() {}

  public static void main(String[] args) {
    BlobStore store =
        new DiskBlobs(
            Path.of(args[0]),
            1 << 20,
            new Eviction(Path.of(args[0]), 1 << 20, Duration.ofDays(90), Set::of, new Printer()),
            new Printer());
    System.out.println("read " + store.read(Digest.parse(args[1])).isPresent());
    System.out.println("stored " + keeps(store, 100_000));
    System.out.println("small " + keeps(store, 100));
  }

  private static boolean keeps(BlobStore store, int size) {
    byte[] content = new byte[size];
    store.write(Digest.of(content), content);
    return store.read(Digest.of(content)).isPresent();
  }

  private static final class Printer implements BlobStore.Listener {

    @Override
    public void corrupted(Digest digest, String place) {
      System.out.println("corrupted " + place);
    }

    @Override
    public void notStored(Digest digest, IOException reason) {
      System.out.println("not stored: " + reason);
    }

    @Override
    public void evicted(int blobs, long bytes) {
      System.out.println("evicted " + blobs);
    }
  }
}
