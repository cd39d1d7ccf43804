package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.vm.LuaText;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.Varargs;

/** What {@code lines} returns: reads from a file each time it is called. */
final class LinesIterator extends FileFunction {

  private final LuaFile handle;
  private final Varargs formats;
  private final boolean close;

  LinesIterator(IoLib io, LuaFile handle, Varargs formats, boolean close) {
    super(io, "lines");
    this.handle = handle;
    this.formats = formats;
    this.close = close;
  }

  @Override
  public Varargs upvalues() {
    Varargs options = varargsOf(LuaInteger.valueOf(formats.narg()), valueOf(close), formats);
    return varargsOf(handle, options);
  }

  @Override
  protected Varargs run(Varargs args) {
    @Nullable FileStream file = handle.stream();
    if (file == null) {
      throw failure("file is already closed");
    }
    Varargs values = read(file, formats, 1);
    if (!values.arg1().isnil()) {
      return values;
    }
    if (values.narg() > 1) {
      throw failure(LuaText.toJava(values.checkstring(2)));
    }
    if (close) {
      close(handle);
    }
    return NONE;
  }
}
