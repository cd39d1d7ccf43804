package io.github.luasearchers.searchers.http;

import io.github.luasearchers.testing.http.CachePromises;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A cache in a folder keeps every promise, in whichever process it was made. */
class FolderModesTest extends CachePromises {

  @TempDir Path temp;

  FolderModesTest() {
    super("folder");
  }

  @Override
  protected String cache() {
    return temp.resolve("cache").toString();
  }

  @Override
  protected boolean isShared() {
    return true;
  }
}
