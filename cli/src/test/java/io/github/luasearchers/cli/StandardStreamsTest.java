package io.github.luasearchers.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** When what was written is seen. */
final class StandardStreamsTest {

  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

  @Test
  void file_getsFullBuffers() throws IOException {
    StandardOutput out = new StandardOutput(seen, false, false);
    out.write("a line\n".getBytes(UTF_8));
    assertThat(seen.size()).isZero();
    out.write(new byte[8190]);
    assertThat(seen.size()).isEqualTo(7);
    out.write(new byte[10_000]);
    assertThat(seen.size()).isEqualTo(7 + 8190 + 10_000);
    out.write('x');
    out.flush();
    assertThat(seen.size()).isEqualTo(7 + 8190 + 10_000 + 1);
  }

  @Test
  void singleBytes_fillTheBufferToo() throws IOException {
    StandardOutput out = new StandardOutput(seen, false, false);
    for (int i = 0; i < 8193; i++) {
      out.write('x');
    }
    assertThat(seen.size()).isEqualTo(8192);
  }

  @Test
  void terminal_getsWholeLines() throws IOException {
    StandardOutput out = new StandardOutput(seen, true, false);
    out.write("half".getBytes(UTF_8));
    assertThat(seen).hasToString("");
    out.write(" a line\nand".getBytes(UTF_8));
    assertThat(seen).hasToString("half a line\nand");
    out.write('x');
    out.write('\n');
    assertThat(seen).hasToString("half a line\nandx\n");
  }

  @Test
  void errors_areSeenAtOnce() throws IOException {
    StandardOutput out = new StandardOutput(seen, false, true);
    out.write('a');
    out.write("bc".getBytes(UTF_8));
    assertThat(seen).hasToString("abc");
  }

  @Test
  void question_isShownBeforeTheAnswerIsRead() throws IOException {
    StandardOutput raw = new StandardOutput(seen, true, false);
    PrintStream out = new PrintStream(raw, false);
    InputStream in = StandardInput.of(new ByteArrayInputStream("yes\n".getBytes(UTF_8)), out);
    out.write("sure? ".getBytes(UTF_8), 0, 6);
    assertThat(in.read()).isEqualTo('y');
    assertThat(seen).hasToString("sure? ");
    out.write("? ".getBytes(UTF_8), 0, 2);
    assertThat(in.read(new byte[8])).isEqualTo(3);
    assertThat(seen).hasToString("sure? ? ");
  }
}
