package io.github.luasearchers.engine.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The engine with nearly everything compiled, in a JVM of its own. Compiled code gives back its
 * frames now and then.
 */
final class CompiledSide implements Side {

  /** More than the engine lets programs run, so that the engine says what took too long. */
  private static final int SECONDS = 600;

  private final String version;
  private final Path directory;
  private final int exits;

  /**
   * @param exits after how many instructions compiled code is left without a reason; 0: never
   */
  CompiledSide(String version, Path directory, int exits) {
    this.version = version;
    this.directory = directory;
    this.exits = exits;
  }

  @Override
  public List<String> run(List<String> programs, int rounds) throws Exception {
    Path input = Files.writeString(directory.resolve("compiled"), Side.input(programs), ISO_8859_1);
    Path output = directory.resolve("compiled-output");
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xss1m",
                "-XX:TieredStopAtLevel=1",
                "-Dio.github.luasearchers.jit.eager=true",
                "-Dio.github.luasearchers.jit.exits=" + exits,
                "-cp",
                System.getProperty("java.class.path"),
                CompiledSide.class.getName(),
                version,
                input.toString(),
                String.valueOf(rounds))
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    int status = process.waitFor();
    String printed = Files.readString(output, ISO_8859_1);
    String said = printed.isEmpty() ? "\u0001" : printed; // the first output begins so
    return Side.outputs(status == 0 ? printed : said + "\nthe JVM ended with " + status);
  }

  @Override
  public String toString() {
    return "compiled, left after " + exits + " instructions";
  }

  /** Runs programs: version, file, rounds. */
  public static void main(String[] args) throws IOException {
    String printed =
        EngineSide.evaluate(args[0], false, Path.of(args[1]), Integer.parseInt(args[2]));
    try (PrintStream out = new PrintStream(System.out, true, ISO_8859_1)) {
      out.print(printed);
    }
  }
}
