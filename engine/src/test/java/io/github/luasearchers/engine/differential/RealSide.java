package io.github.luasearchers.engine.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The real interpreter: a process for each list of programs. A process that does not come to its
 * end says nothing of the programs, so it is started again; one that never does says with what
 * status.
 */
final class RealSide implements Side {

  private static final int SECONDS = 240;
  private static final int ATTEMPTS = 3;

  private final String interpreter;
  private final Path directory;

  RealSide(String interpreter, Path directory) {
    this.interpreter = interpreter;
    this.directory = directory;
  }

  @Override
  public List<String> run(List<String> programs, int rounds)
      throws IOException, InterruptedException {
    Path driver = Files.writeString(directory.resolve("driver.lua"), Driver.text(), ISO_8859_1);
    Path input = Files.writeString(directory.resolve("programs"), Side.input(programs), ISO_8859_1);
    for (int attempt = 1; ; attempt++) {
      Path output = directory.resolve("output");
      int status =
          status(
              List.of(interpreter, driver.toString(), input.toString(), String.valueOf(rounds)),
              output);
      String printed = Files.readString(output, ISO_8859_1);
      if (status == 0) {
        return Side.outputs(printed);
      }
      String end = "the real interpreter ended with status " + status;
      System.out.println(end + ", attempt " + attempt + " of " + ATTEMPTS);
      if (attempt == ATTEMPTS) {
        return Side.outputs(printed + end);
      }
    }
  }

  private static int status(List<String> command, Path output)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return process.waitFor();
  }
}
