package io.github.luasearchers.engine.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real interpreter: a process for each list of programs. */
final class RealSide implements Side {

  private static final int SECONDS = 60;

  private final String interpreter;
  private final Path directory;

  RealSide(String interpreter, Path directory) {
    this.interpreter = interpreter;
    this.directory = directory;
  }

  @Override
  public List<String> run(List<String> programs) throws IOException, InterruptedException {
    Path driver = Files.writeString(directory.resolve("driver.lua"), Driver.text(), ISO_8859_1);
    Path input = Files.writeString(directory.resolve("programs"), Side.input(programs), ISO_8859_1);
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(interpreter, driver.toString(), input.toString())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    return Side.outputs(Files.readString(output, ISO_8859_1));
  }
}
