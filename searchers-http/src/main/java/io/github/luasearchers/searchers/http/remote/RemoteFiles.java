package io.github.luasearchers.searchers.http.remote;

import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.integrity.LockEntry;
import io.github.luasearchers.searchers.http.integrity.LockFile;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Files of repositories, fetched by the rules that hold for modules. A searcher that {@link Source}
 * made has these; closing it cancels what is in progress. Any number of threads may use them.
 */
public interface RemoteFiles {

  /** A searcher whose repositories others may use. */
  interface Source {
    RemoteFiles remoteFiles();
  }

  /** What a file is, which says how long it may be. */
  enum Kind {
    /** A list of what a repository has: up to 64 MiB. */
    DOCUMENT,
    /** An archive: up to 32 MiB. */
    ARCHIVE
  }

  /** A request in progress. */
  @FunctionalInterface
  interface Pending {
    /**
     * Waits for the file.
     *
     * @return the file; empty if the repository does not have it
     * @throws IOException if it can't be told, or the file can't be had; the message names the URL
     */
    Optional<RemoteFile> await() throws IOException;
  }

  /** Requests of one {@code require}, which share the time for it. */
  interface Visit {

    /**
     * Starts to fetch a file.
     *
     * @param repository its id
     * @param path the file's path below the repository's address
     * @param fresh whether the servers are asked, whatever the cache has
     */
    Pending fetch(String repository, String path, Kind kind, boolean fresh) throws IOException;

    /**
     * Starts to fetch an archive that is locked. It is looked for in the cache first.
     *
     * @param key its key in the lock file
     */
    Pending fetchLocked(String key, LockEntry locked) throws IOException;
  }

  /** Returns the ids of the repositories, in the order in which they are asked. */
  List<String> repositories();

  /** Returns where a repository is, for messages. */
  String address(String repository);

  /** Returns the lock file. */
  LockFile lock();

  /** Returns how long a document that says what there is may be used without asking again. */
  Duration missing(String repository);

  /** Returns bytes that the cache has. */
  Optional<byte[]> cached(Digest digest);

  /** Tells whether the host wants this module anew, once for each time that it said so. */
  boolean isReloaded(String module);

  /** Begins the time of one {@code require}. */
  Visit visit();
}
