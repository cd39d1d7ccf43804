package io.github.luasearchers.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.Writer;
import java.util.concurrent.Callable;
import javax.script.ScriptContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The reader and the writers that an engine begins with: the JVM's, byte for byte. */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class StandardStreamsTest {

  private final PrintStream realOut = System.out;
  private final PrintStream realErr = System.err;
  private final InputStream realIn = System.in;
  private final LuaScriptEngine engine = LuaScriptEngine.builder().build();
  private final ScriptContext context = engine.getContext();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @AfterEach
  void restore() {
    System.setOut(realOut);
    System.setErr(realErr);
    System.setIn(realIn);
  }

  private void redirect() {
    System.setOut(new PrintStream(out, false, UTF_8));
  }

  @Test
  void script_writesBytes() throws Exception {
    redirect();
    try (InputStream script = StandardStreamsTest.class.getResourceAsStream("binary_output.lua")) {
      engine.eval(new String(script.readAllBytes(), UTF_8));
    }
    assertThat(out.toByteArray())
        .containsExactly(0x58, 0x97, 0xa5, 0xe6, 0x9c, 0xac, 0x0a, 0xff, 0x00, 0x0a);
  }

  @Test
  void everyByte_arrivesByWhicheverDoor() throws Exception {
    redirect();
    System.setErr(System.out);
    engine.eval(
        "for b = 0, 255 do io.write(string.char(b)) end"
            + " for b = 0, 255 do io.stdout:write(string.char(b)) end"
            + " for b = 0, 255 do io.stderr:write(string.char(b)) end");
    byte[] bytes = out.toByteArray();
    assertThat(bytes).hasSize(3 * 256);
    for (int i = 0; i < bytes.length; i++) {
      assertThat(bytes[i]).isEqualTo((byte) i);
    }
  }

  @Test
  void muchAtOnce_keepsItsOrder() throws Exception {
    redirect();
    engine.eval("for i = 1, 3 do io.write('<', ('\\xff'):rep(9000 * i), '>') end");
    assertThat(out.toString(java.nio.charset.StandardCharsets.ISO_8859_1))
        .isEqualTo(
            "<"
                + "\u00ff".repeat(9000)
                + "><"
                + "\u00ff".repeat(18000)
                + "><"
                + "\u00ff".repeat(27000)
                + ">");
  }

  @Test
  void textOfTheHost_keepsItsPlaceAmongBytes() throws Exception {
    redirect();
    Writer writer = context.getWriter();
    Callable<Object> host =
        () -> {
          writer.write("é");
          return null;
        };
    engine.put("host", host);
    engine.eval("io.write('a\\xff') host:call() io.write('b') host:call()");
    writer.write("!");
    engine.eval("print('c')");
    assertThat(out.toByteArray())
        .isEqualTo(bytes('a', 0xff, 0xc3, 0xa9, 'b', 0xc3, 0xa9, '!', 'c', '\n'));
  }

  @Test
  void streams_areThoseOfTheMoment() throws Exception {
    engine.eval("return 1");
    context.getWriter();
    redirect();
    ByteArrayOutputStream second = new ByteArrayOutputStream();
    Callable<Object> change =
        () -> {
          System.setOut(new PrintStream(second, false, UTF_8));
          return null;
        };
    engine.put("change", change);
    engine.eval("io.write('one') change:call() io.write('two')");
    assertThat(out).hasToString("one");
    assertThat(second).hasToString("two");
    redirect();
    engine.eval("io.write('three')");
    assertThat(out).hasToString("onethree");
  }

  @Test
  void input_isBytes() throws Exception {
    byte[] given = bytes(0xff, 0, 'a', '\n', 0xc3, '\n', '1', '2', ' ', 0x80);
    System.setIn(new ByteArrayInputStream(given));
    assertThat(engine.eval("return io.read() == '\\xff\\0a'")).isEqualTo(true);
    assertThat(engine.eval("return io.read() == '\\xc3'")).isEqualTo(true);
    assertThat(engine.eval("return io.read('*n')")).isEqualTo(12);
    assertThat(engine.eval("return io.read('*a') == ' \\x80'")).isEqualTo(true);
    System.setIn(new ByteArrayInputStream(bytes('z')));
    assertThat(engine.eval("return io.read('*a')")).isEqualTo("z");
  }

  @Test
  void input_isSharedByTheHost() throws Exception {
    System.setIn(new ByteArrayInputStream("first\nsecond é\nthird\nfourth\n".getBytes(UTF_8)));
    Reader reader = context.getReader();
    assertThat(engine.eval("return io.read()")).isEqualTo("first");
    assertThat(line(reader)).startsWith("second ");
    assertThat(engine.eval("return io.read()")).isEqualTo("third");
    assertThat(line(reader)).isEqualTo("fourth");
    assertThat(reader.read()).isEqualTo(-1);
    assertThat(engine.eval("return io.read()")).isNull();
  }

  private static String line(Reader reader) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = reader.read(); c >= 0 && c != '\n'; c = reader.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
