package io.github.luasearchers.engine.lib.io;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A file as scripts have it: liolib.c's {@code LStream}. */
public final class LuaFile extends LuaUserdata {

  private final @Nullable LuaValue foreign;
  private @Nullable FileStream stream;

  LuaFile(FileStream stream, LuaValue metatable) {
    this(stream, metatable, null);
  }

  /**
   * Creates a file.
   *
   * @param foreign the userdata that scripts have instead of this object; null if they have this
   */
  LuaFile(FileStream stream, LuaValue metatable, @Nullable LuaValue foreign) {
    super(stream, metatable);
    this.stream = stream;
    this.foreign = foreign;
  }

  /** Returns the value that scripts have. */
  LuaValue self() {
    return foreign == null ? this : foreign;
  }

  /** Returns the open file, null if it is closed. */
  @Nullable FileStream stream() {
    FileStream open = stream;
    return open == null || !open.isOpen() ? null : open;
  }

  /** Closes the file, unless it is a standard one, and returns the results of {@code close}. */
  Varargs close(FileStream open, OpenFiles files) throws IOException {
    if (!open.isStandard()) {
      stream = null;
      files.remove(open);
    }
    return open.close();
  }

  // ---- what C code needs to use the file as well

  /** Tells whether the file is open. */
  public boolean isOpen() {
    return stream() != null;
  }

  /** Returns the system's file, null if there is none: it is closed, or a pipe of Java's. */
  public @Nullable FileDescriptor descriptor() {
    return stream == null ? null : stream.device().descriptor();
  }

  /** Returns how C's {@code fdopen} is to open that: {@code r}, {@code r+} and so on. */
  public String mode() {
    return stream == null ? "r" : stream.device().mode();
  }

  /**
   * Writes out what is in the buffer, and moves the system's position to where the script is, so
   * that C code goes on there.
   */
  public void settle() throws IOException {
    if (stream != null) {
      stream.settle();
    }
  }

  /** Returns what {@link #accompany} was given, null if the file is closed. */
  public @Nullable Closeable companion() {
    return stream == null ? null : stream.companion();
  }

  /** Has something closed just before the file is closed, or lost: what C code uses it by. */
  public void accompany(Closeable companion) {
    if (stream != null) {
      stream.accompany(companion);
    }
  }
}
