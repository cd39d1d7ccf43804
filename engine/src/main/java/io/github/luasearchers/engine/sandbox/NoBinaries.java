package io.github.luasearchers.engine.sandbox;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.ScriptError;
import java.io.InputStream;
import org.luaj.vm2.Globals;
import org.luaj.vm2.Prototype;

/** Rejects precompiled code, as if the mode of each {@code load} were {@code t}. */
public final class NoBinaries implements Globals.Undumper {

  @Override
  public Prototype undump(InputStream chunk, String chunkName) {
    throw new ScriptError(LuaText.of("attempt to load a binary chunk (mode is 't')"));
  }
}
