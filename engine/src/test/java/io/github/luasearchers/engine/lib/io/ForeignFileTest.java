package io.github.luasearchers.engine.lib.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.lib.StandardLibrary;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Files that the io library and C code share. */
final class ForeignFileTest {

  private final LuaRuntime lua = new LuaRuntime(Level.LUA_5_4);
  private final LuaTable globals = new Table();
  private final Stream stream = new Stream();

  /** What C code has opened, in memory. */
  private static final class Stream implements ForeignStream {
    private final StringBuilder text = new StringBuilder();
    private int position;
    private boolean isOpen = true;
    private int mode = -1;

    @Override
    public boolean isOpen() {
      return isOpen;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int count = Math.min(length, text.length() - position);
      for (int i = 0; i < count; i++) {
        bytes[offset + i] = (byte) text.charAt(position++);
      }
      return count;
    }

    @Override
    public void unread(byte last) {
      position--;
      assertThat((byte) text.charAt(position)).isEqualTo(last);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (text.length() > 1000) {
        throw new Errno(28, "no room");
      }
      text.append(new String(bytes, offset, length, ISO_8859_1));
    }

    @Override
    public long seek(long offset, int whence) {
      int from = whence == 0 ? 0 : whence == 1 ? position : text.length();
      position = from + (int) offset;
      return position;
    }

    @Override
    public void flush() {}

    @Override
    public void setBuffering(int newMode, long size) {
      mode = newMode;
    }

    @Override
    public Varargs close() {
      isOpen = false;
      return LuaValue.varargsOf(LuaValue.TRUE, LuaValue.valueOf("closed by C"));
    }
  }

  /** A userdata of C code's. */
  private static final class Block extends LuaUserdata implements ForeignFile {
    private final ForeignStream stream;

    Block(ForeignStream stream) {
      super(new Object());
      this.stream = stream;
    }

    @Override
    public ForeignStream stream() {
      return stream;
    }
  }

  @BeforeEach
  void setFile() {
    StandardLibrary.open(lua, globals);
    lua.enter(globals);
    Block file = new Block(stream);
    lua.setMetatable(file, lua.registry().rawget("FILE*"));
    globals.rawset("f", file);
    globals.rawset("block", new Block(stream));
  }

  private String eval(String code) {
    return lua.instantiate(lua.compile(code.getBytes(ISO_8859_1), "=code"), globals)
        .invoke()
        .tojstring();
  }

  @Test
  void streamOfCs_isAFileIfItsMetatableSaysSo() {
    assertThat(eval("return io.type(f), io.type(block), (tostring(f):gsub('0x%x+', 'at'))"))
        .isEqualTo("(file,nil,file (at))");
    assertThat(eval("return select(2, pcall(f.read, block))"))
        .contains("FILE* expected, got userdata");
  }

  @Test
  void streamOfCs_isReadToTheByte() {
    stream.text.append("one\n12 three\nfour");
    assertThat(eval("return f:read('l', 0, 'n')")).isEqualTo("(one,,12)");
    assertThat(stream.position).isEqualTo(6);
    assertThat(eval("local t = {} for l in f:lines('L') do t[#t + 1] = l end return #t, t[1]"))
        .isEqualTo("(2, three\n)");
    assertThat(eval("return f:seek('set', 4), f:read(2), f:read('a'), f:read('l')"))
        .isEqualTo("(4,12, three\nfour,nil)");
  }

  @Test
  void streamOfCs_isWrittenAndClosed() {
    assertThat(eval("return f:write('a', 1, 'b') == f, f:setvbuf('line', 10), f:flush()"))
        .isEqualTo("(true,true,true)");
    assertThat(stream.text.toString()).isEqualTo("a1b");
    assertThat(stream.mode).isEqualTo(2);
    stream.text.append("x".repeat(1000));
    assertThat(eval("return f:write('c')")).isEqualTo("(nil,no room,28)");
    assertThat(eval("return f:close()")).isEqualTo("(true,closed by C)");
    assertThat(eval("return io.type(f), tostring(f), select(2, pcall(f.read, f))"))
        .isEqualTo("(closed file,file (closed),attempt to use a closed file)");
  }

  @Test
  void streamOfCs_isTheDefaultFile() {
    stream.text.append("text");
    assertThat(eval("return io.input(f) == f, io.read('a'), io.output(f) == f, io.write('!') == f"))
        .isEqualTo("(true,text,true,true)");
    assertThat(stream.text.toString()).isEqualTo("text!");
  }

  // ---- files of ours

  @Test
  void file_isGivenToCWhereTheScriptIs(@TempDir Path folder) throws IOException {
    Path path = Files.writeString(folder.resolve("a"), "one\ntwo\nthree");
    globals.rawset("name", path.toString());
    LuaFile file = (LuaFile) open("r+");
    assertThat(eval("return file:read()")).isEqualTo("one");
    file.settle();
    assertThat(file.mode()).isEqualTo("r+");
    try (FileInputStream other = new FileInputStream(file.descriptor())) {
      assertThat((char) other.read()).isEqualTo('t');
      assertThat(eval("return file:read()")).isEqualTo("wo");
      eval("file:write('!')");
      file.settle();
      assertThat(Files.readString(path)).isEqualTo("one\ntwo\n!hree");
    }
  }

  private LuaValue open(String mode) {
    globals.rawset("mode", mode);
    eval("file = assert(io.open(name, mode))");
    return globals.rawget("file");
  }

  @Test
  void file_saysHowItIsOpen(@TempDir Path folder) {
    globals.rawset("name", folder.resolve("a").toString());
    for (String mode : new String[] {"w", "r", "a", "a+", "r+"}) {
      LuaFile file = (LuaFile) open(mode);
      assertThat(file.mode()).isEqualTo(mode);
      assertThat(file.descriptor().valid()).isTrue();
      eval("file:close()");
      assertThat(file.isOpen()).isFalse();
      assertThat(file.descriptor()).isNull();
    }
    assertThat(((LuaFile) open("w+")).mode()).isEqualTo("r+");
    eval("file:close()");
  }

  @Test
  void file_isClosedAfterWhatCUsesItBy(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("a");
    globals.rawset("name", path.toString());
    LuaFile file = (LuaFile) open("w");
    FileDescriptor shared = file.descriptor();
    file.accompany(
        () -> {
          try (FileOutputStream other = new FileOutputStream(shared)) {
            other.write('C');
          }
        });
    assertThat(file.companion()).isNotNull();
    assertThat(eval("file:write('Lua ') return file:close()")).isEqualTo("true");
    assertThat(Files.readString(path)).isEqualTo("Lua C");
  }

  @Test
  void standardFile_hasItsDescriptor() throws IOException {
    LuaFile out =
        (LuaFile)
            lua.instantiate(lua.compile("return io.stdout".getBytes(ISO_8859_1), "=c"), globals)
                .invoke()
                .arg1();
    out.settle();
    assertThat(out.descriptor()).isSameAs(FileDescriptor.out);
    assertThat(out.mode()).isEqualTo("w");
  }
}
