package io.github.luasearchers.engine;

import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.script.Compilable;
import javax.script.CompiledScript;
import javax.script.ScriptContext;
import javax.script.SimpleScriptContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputOutputTest {

  private final LuaScriptEngine engine = LuaScriptEngine.builder().build();
  private final ScriptContext context = engine.getContext();
  private final StringWriter out = new StringWriter();

  InputOutputTest() {
    context.setWriter(out);
  }

  @Test
  void o1_writerIsAskedForAtUse() throws Exception {
    engine.eval("print('one')");
    StringWriter second = new StringWriter();
    context.setWriter(second);
    engine.eval("print('two')");
    assertThat(out).hasToString("one\n");
    assertThat(second).hasToString("two\n");
  }

  @Test
  void o2_errorWriterIsAskedForAtUse() throws Exception {
    for (int i = 0; i < 2; i++) {
      StringWriter err = new StringWriter();
      context.setErrorWriter(err);
      engine.eval("io.stderr:write('oops ', " + i + ", '\\n')");
      assertThat(err).hasToString("oops " + i + "\n");
    }
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void o3_readerIsAskedForAtUse() throws Exception {
    context.setReader(new StringReader("first\n"));
    assertThat(engine.eval("return io.read()")).isEqualTo("first");
    context.setReader(new StringReader("second\n"));
    assertThat(engine.eval("return io.read()")).isEqualTo("second");
  }

  @Test
  void o4_writerOfTheContextOfTheEvaluation() throws Exception {
    ScriptContext other = new SimpleScriptContext();
    StringWriter theirs = new StringWriter();
    other.setWriter(theirs);
    engine.eval("print('theirs')", other);
    engine.eval("print('ours')");
    assertThat(theirs).hasToString("theirs\n");
    assertThat(out).hasToString("ours\n");
  }

  @Test
  void o5_outputIsFlushedAtTheEnd() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    context.setWriter(new BufferedWriter(new OutputStreamWriter(bytes, UTF_16)));
    engine.eval("io.write('no line break ä')");
    assertThat(bytes.toString(UTF_16)).isEqualTo("no line break ä");
  }

  @Test
  void o5_outputIsFlushedAfterAnError() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer writer = new BufferedWriter(new OutputStreamWriter(bytes, UTF_16))) {
      context.setWriter(writer);
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(
                  () -> engine.eval("io.write('said') error('x')")))
          .isNotNull();
      assertThat(bytes.toString(UTF_16)).isEqualTo("said");
    }
  }

  @Test
  void o6_anyCharacterIsWrittenWhole() throws Exception {
    engine.eval("print('ä€😀') io.write('日本', 1, '\\n')");
    assertThat(out).hasToString("ä€😀\n日本1\n");
  }

  @Test
  void o7_characterInPiecesIsWrittenWhole() throws Exception {
    engine.eval("for b in ('ä€😀'):gmatch('.') do io.write(b) end");
    assertThat(out).hasToString("ä€😀");
  }

  @Test
  void o7_bytesThatAreNoTextAreEscaped() throws Exception {
    engine.eval("io.write('a\\xffb\\xe2\\x82')");
    assertThat(out).hasToString("a\uDCFFb\uDCE2\uDC82");
    engine.eval("io.write('c')");
    assertThat(out).hasToString("a\uDCFFb\uDCE2\uDC82c");
  }

  @Test
  void o7_partOfACharacterStaysWithItsWriter() throws Exception {
    ScriptContext other = new SimpleScriptContext();
    StringWriter theirs = new StringWriter();
    other.setWriter(theirs);
    Callable<Object> nested = () -> engine.eval("io.write('x')", other);
    engine.put("nested", nested);
    engine.eval("io.write('\\xc3') nested:call() io.write('y')");
    assertThat(theirs).hasToString("x");
    assertThat(out).hasToString("\uDCC3y");
  }

  @Test
  void o8_readerOfTheContext() throws Exception {
    context.setReader(new StringReader("line ä\n12 0x10\nthe € rest\n😀"));
    assertThat(engine.eval("return io.read()")).isEqualTo("line ä");
    assertThat(engine.eval("return io.read('*n', '*n')")).isEqualTo(new Object[] {12, 16});
    assertThat(engine.eval("return io.read('*a')")).isEqualTo("\nthe € rest\n😀");
    assertThat(engine.eval("return io.read('*a')")).isEqualTo("");
    assertThat(engine.eval("return io.read('*l')")).isNull();
  }

  @Test
  void o8_surrogatesThatTheReaderSplits() throws Exception {
    StringReader byOne =
        new StringReader("a😀b") {
          @Override
          public int read(char[] buffer, int offset, int length) throws IOException {
            return super.read(buffer, offset, Math.min(1, length));
          }
        };
    context.setReader(byOne);
    assertThat(engine.eval("return io.read('*a')")).isEqualTo("a😀b");
  }

  @Test
  void o8_escapesOfTheReaderAreBytes() throws Exception {
    context.setReader(new StringReader("a\uDCFF\uDCC3b"));
    assertThat(engine.eval("return io.read('*a') == 'a\\xff\\xc3b'")).isEqualTo(true);
    context.setReader(new StringReader("ab\uDC00"));
    assertThat(engine.eval("io.read(1) local _, message = io.read('*a') return message"))
        .isEqualTo(
            "a text with a lone surrogate can't be Lua's: U+DC00 at index 1,"
                + " counted from character 1 of the reader");
  }

  @Test
  void o9_everyWayToWrite() throws Exception {
    StringWriter err = new StringWriter();
    context.setErrorWriter(err);
    engine.eval(
        "io.write('a', 1) io.stdout:write('b') io.output():write('c') print('d', nil)"
            + " io.stderr:write('e')");
    assertThat(out).hasToString("a1bcd\tnil\n");
    assertThat(err).hasToString("e");
  }

  @Test
  void o10_enginesInParallelKeepTheirWriters() throws Exception {
    List<Thread> threads = new ArrayList<>();
    List<StringWriter> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      LuaScriptEngine own = LuaScriptEngine.builder().build();
      StringWriter writer = new StringWriter();
      writers.add(writer);
      own.getContext().setWriter(writer);
      own.put("me", i);
      threads.add(
          new Thread(
              () -> {
                for (int n = 0; n < 200; n++) {
                  try {
                    own.eval("print(me)");
                  } catch (javax.script.ScriptException e) {
                    throw new IllegalStateException(e);
                  }
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    for (int i = 0; i < 4; i++) {
      assertThat(writers.get(i)).hasToString((i + "\n").repeat(200));
    }
  }

  @Test
  void o11_functionThatJavaKeptIsFlushed() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    context.setWriter(new BufferedWriter(new OutputStreamWriter(bytes, UTF_16)));
    Object table = engine.eval("return {run = function() io.write('kept') end}");
    engine.getInterface(table, Runnable.class).run();
    assertThat(bytes.toString(UTF_16)).isEqualTo("kept");
  }

  @Test
  void o12_writerThatFails() throws Exception {
    context.setWriter(
        new Writer() {
          @Override
          public void write(char[] buffer, int offset, int length) throws IOException {
            throw new IOException("full");
          }

          @Override
          public void flush() throws IOException {
            throw new IOException("full");
          }

          @Override
          public void close() {}
        });
    assertThat(engine.eval("io.write('x') return 1")).isEqualTo(1);
  }

  @Test
  void o13_writerIsSwitchedBetweenEvaluationsOfACompiledScript() throws Exception {
    CompiledScript script = ((Compilable) engine).compile("print('x')");
    script.eval();
    StringWriter second = new StringWriter();
    context.setWriter(second);
    script.eval();
    assertThat(out).hasToString("x\n");
    assertThat(second).hasToString("x\n");
  }

  @Test
  void files_areWrittenOutWhenTheEvaluationEnds(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("out.txt");
    LuaScriptEngine engine = LuaScriptEngine.builder().build();
    engine.put("name", file.toString());
    engine.eval("f = io.open(name, 'w') f:write('written')");
    assertThat(file).hasContent("written");
    engine.eval("f:write(', and more')");
    assertThat(file).hasContent("written, and more");
  }

  @Test
  void files_thatAreLostAreClosedByACollection(@TempDir Path directory) throws Exception {
    LuaScriptEngine engine = LuaScriptEngine.builder().build();
    engine.put("name", directory.resolve("lost.txt").toString());
    Object content =
        engine.eval(
            "(function() io.open(name, 'w'):write('lost') end)()"
                + " for i = 1, 100 do collectgarbage()"
                + "   local f = io.open(name) local text = f:read('*a') f:close()"
                + "   if text ~= '' then return text end end");
    assertThat(content).isEqualTo("lost");
  }
}
