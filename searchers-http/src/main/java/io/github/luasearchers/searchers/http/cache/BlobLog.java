package io.github.luasearchers.searchers.http.cache;

import java.io.IOException;
import java.lang.System.Logger.Level;

/** Logs the events of blob stores. */
final class BlobLog implements BlobStore.Listener {

  @Override
  public void corrupted(Digest digest, String place) {
    Log.LOG.log(
        Level.WARNING, "the file '" + place + "' is not " + digest + ": it is fetched again");
  }

  @Override
  public void notStored(Digest digest, IOException reason) {
    Log.LOG.log(Level.WARNING, "cannot keep " + digest + " in the cache: " + reason);
  }

  @Override
  public void evicted(int blobs, long bytes) {
    Log.LOG.log(Level.DEBUG, "forgot " + blobs + " files of " + bytes + " bytes in the cache");
  }
}
