package io.github.luasearchers.searchers.rocks;

import com.google.common.io.ByteSource;
import io.github.luasearchers.searchers.rocks.rock.Rock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A module in a rock. It is expanded only if its code is not known. */
final class RockSource extends ByteSource {

  private final Rock rock;
  private final String path;

  RockSource(Rock rock, String path) {
    this.rock = rock;
    this.path = path;
  }

  @Override
  public InputStream openStream() throws IOException {
    return new ByteArrayInputStream(read());
  }

  @Override
  public byte[] read() throws IOException {
    return rock.files().read(path);
  }
}
