package io.github.luasearchers.engine.lib.io;

/**
 * A userdata of C code, which the metatable of files makes a file: {@code luaL_Stream} with {@code
 * LUA_FILEHANDLE}.
 */
public interface ForeignFile {

  /** Returns what is in it. Called only while it has that metatable. */
  ForeignStream stream();
}
