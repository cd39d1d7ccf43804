package io.github.luasearchers.searchers.rocks;

import io.github.luasearchers.searchers.http.integrity.LockFile;
import io.github.luasearchers.searchers.http.remote.RemoteFile;
import io.github.luasearchers.searchers.http.remote.RemoteFiles;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the servers say they have: their manifests, as one engine knows them. */
final class Catalog {

  private final RemoteFiles files;
  private final RocksShared shared;
  private final List<String> names;
  private final Map<String, Known> known = new HashMap<>();

  /**
   * @param lua the version of the language, such as 5.4
   */
  Catalog(RemoteFiles files, RocksShared shared, String lua) {
    this.files = files;
    this.shared = shared;
    String own = "manifest-" + lua;
    // The archive is a thirtieth of the size. Servers have one or the other of these.
    this.names = List.of(own + ".zip", own, own + ".json", "manifest");
  }

  /** A manifest, and until when it is believed without asking. */
  private record Known(Manifest manifest, long until) {

    boolean isCurrent() {
      return System.nanoTime() - until < 0;
    }
  }

  /** What a server has of a rock. */
  record Offer(String server, Manifest manifest) {}

  /** Forgets what was read, so that servers are asked as the rules of the cache say. */
  void forget() {
    known.clear();
  }

  /**
   * Returns the first server that has a rock, in whatever version: that no other one can take its
   * place.
   *
   * @param fresh whether the servers are asked, whatever the cache has
   */
  Optional<Offer> find(String rock, RemoteFiles.Visit visit, boolean fresh) throws IOException {
    for (String server : files.repositories()) {
      Manifest manifest = manifest(server, visit, fresh);
      if (manifest.has(rock)) {
        return Optional.of(new Offer(server, manifest));
      }
    }
    return Optional.empty();
  }

  private Manifest manifest(String server, RemoteFiles.Visit visit, boolean fresh)
      throws IOException {
    @Nullable Known last = known.get(server);
    boolean recorded = files.lock().mode() == LockFile.Mode.RECORD;
    if (last != null && (last.isCurrent() || recorded)) {
      return last.manifest;
    }
    for (String name : names) {
      Optional<RemoteFile> file =
          visit.fetch(server, name, RemoteFiles.Kind.DOCUMENT, fresh).await();
      if (file.isPresent()) {
        Manifest manifest = shared.manifest(file.get());
        // It says which rocks are missing, so it is believed as long as a 404.
        long until = System.nanoTime() + files.missing(server).toNanos();
        known.put(server, new Known(manifest, until));
        return manifest;
      }
    }
    throw new IOException(
        "there is no manifest on '"
            + files.address(server)
            + "' (neither "
            + String.join(" nor ", names)
            + "): is it a server of rocks?");
  }
}
