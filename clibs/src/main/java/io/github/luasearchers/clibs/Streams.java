package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.lib.io.LuaFile;
import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/** The crossing by which C gets the block of a userdata that Java has made. */
final class Streams {

  /** Of an object of Java's C needs no more than an address. */
  private static final int NOTHING = 8;

  /** The numbers of the standard files end here. */
  private static final int STANDARD = 2;

  private Streams() {}

  static int block(State state, int at) {
    LuaValue value = state.get(at);
    long address = 0;
    if (value instanceof LuaFile file) {
      address = streamOf(state.universe, file);
    } else if (value instanceof LuaUserdata) {
      address = state.universe.javaBlocks().of(value, NOTHING);
    }
    state.setBlock(at, address, value instanceof LuaFile ? Files.STREAM : NOTHING);
    state.universe.setResult(address);
    return 0;
  }

  /** Returns the address of a {@code luaL_Stream} for a file of Java's, at the same position. */
  private static long streamOf(Universe universe, LuaFile file) {
    long stream = universe.javaBlocks().of(file, Files.STREAM);
    try {
      file.settle();
    } catch (IOException e) {
      throw universe.lua.javaError(e);
    }
    if (file.isOpen() && file.companion() == null) {
      open(file, stream);
    } else if (!file.isOpen()) {
      Files.set(stream, 0);
    }
    return stream;
  }

  private static void open(LuaFile file, long stream) {
    @Nullable FileDescriptor descriptor = file.descriptor();
    if (descriptor == null) {
      return; // a pipe of Java's: C sees a closed file
    }
    byte[] mode = (file.mode() + '\0').getBytes(StandardCharsets.US_ASCII);
    int number = Files.descriptor(descriptor);
    long opened = number <= STANDARD ? Files.standard(number) : Natives.fdopen(number, mode);
    if (opened != 0) {
      Files.set(stream, opened);
      file.accompany(new Companion(stream, opened));
    }
  }

  /** Closes what C uses a file by. */
  private record Companion(long stream, long file) implements Closeable {

    @Override
    public void close() {
      Files.set(stream, 0);
      Files.close(file);
    }
  }
}
