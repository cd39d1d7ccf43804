package io.github.luasearchers.engine.lib.io;

import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that a script has opened and not closed. A file that the script has lost is flushed and
 * closed as {@code __gc} does in C, and at the end all are.
 */
final class OpenFiles implements Runnable {

  private final Map<FileStream, Handle> handles = new LinkedHashMap<>();
  private final ReferenceQueue<LuaFile> lost = new ReferenceQueue<>();

  void add(LuaFile file, FileStream stream) {
    closeLost();
    handles.put(stream, new Handle(file, stream, lost));
  }

  void remove(FileStream stream) {
    handles.remove(stream);
  }

  /** Closes lost files after a collection. */
  @Override
  public void run() {
    closeLost();
  }

  /** Closes the files that nobody can reach any more. */
  void closeLost() {
    for (Object handle = lost.poll(); handle != null; handle = lost.poll()) {
      FileStream stream = ((Handle) handle).stream;
      if (handles.remove(stream) != null) {
        close(stream);
      }
    }
  }

  /** Writes out what is in buffers. */
  void flush() {
    if (handles.isEmpty()) {
      return;
    }
    for (FileStream stream : handles.keySet()) {
      try {
        stream.flush();
      } catch (IOException e) {
        // Nobody is left to hear of it: C's exit says nothing, either.
      }
    }
  }

  /** Closes all files, the newest first. */
  void close() {
    List<FileStream> open = new ArrayList<>(handles.keySet());
    handles.clear();
    for (int i = open.size() - 1; i >= 0; i--) {
      close(open.get(i));
    }
  }

  private static void close(FileStream stream) {
    try {
      stream.abandon();
    } catch (IOException e) {
      // As above.
    }
  }

  /** Knows a stream beyond the life of its file. */
  private static final class Handle extends WeakReference<LuaFile> {

    final FileStream stream;

    Handle(LuaFile file, FileStream stream, ReferenceQueue<LuaFile> queue) {
      super(file, queue);
      this.stream = stream;
    }
  }
}
