package io.github.luasearchers.engine.lib.io;

import io.github.luasearchers.engine.value.LuaText;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.Varargs;

/** What {@code lines} returns: reads from a file each time it is called. */
final class LinesIterator extends FileFunction {

  private final LuaFile handle;
  private final Varargs args;
  private final boolean close;

  LinesIterator(IoLib io, LuaFile handle, Varargs args, boolean close) {
    super(io, "lines");
    this.handle = handle;
    this.args = args;
    this.close = close;
  }

  @Override
  public Varargs upvalues() {
    Varargs formats = args.subargs(2);
    Varargs options = varargsOf(LuaInteger.valueOf(formats.narg()), valueOf(close), formats);
    return varargsOf(handle.self(), options);
  }

  @Override
  protected Varargs run(Varargs ignored) {
    @Nullable FileStream file = handle.stream();
    if (file == null) {
      throw failure("file is already closed");
    }
    Varargs values = read(file, args, 2);
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
