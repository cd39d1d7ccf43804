package io.github.luasearchers.engine.lib.io;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A file as scripts have it: liolib.c's {@code LStream}. */
final class LuaFile extends LuaUserdata {

  private @Nullable FileStream stream;

  LuaFile(FileStream stream, LuaValue metatable) {
    super(stream, metatable);
    this.stream = stream;
  }

  /** Returns the open file, null if it is closed. */
  @Nullable FileStream stream() {
    return stream;
  }

  /** Closes the file, unless it is a standard one, and returns the results of {@code close}. */
  Varargs close(FileStream open, OpenFiles files) throws IOException {
    if (!open.isStandard()) {
      stream = null;
      files.remove(open);
    }
    return open.close();
  }
}
