package io.github.luasearchers.clibs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.Assumptions;

/** The C library of the tests, compiled for a version when it is first asked for. */
final class TestLibrary {

  private static final ConcurrentMap<String, Path> FOLDERS = new ConcurrentHashMap<>();
  private static final Path SOURCE = Path.of("src/test/c/bridge/bridge.c");

  private TestLibrary() {}

  /**
   * Returns the folder that has {@code bridge.so}. Without a C compiler, or without the native part
   * of this module, the test is left out and says why.
   */
  static Path folder(String version) {
    Assumptions.assumeTrue(
        TestLibrary.class.getResource("/META-INF/native") != null,
        "the native part of this module was not built");
    return FOLDERS.computeIfAbsent(version, TestLibrary::compile);
  }

  private static Path compile(String version) {
    try {
      Path folder = Files.createTempDirectory("bridge");
      Path library = folder.resolve("bridge.so");
      library.toFile().deleteOnExit();
      folder.toFile().deleteOnExit();
      String level = "-DLEVEL=" + version.replace(".", "0");
      List<String> command =
          List.of(
              "cc", "-O1", "-fPIC", "-shared", level, SOURCE.toString(), "-o", library.toString());
      Process compiler = new ProcessBuilder(command).inheritIO().start();
      if (compiler.waitFor() != 0) {
        throw new IllegalStateException("the C compiler has failed: " + command);
      }
      return folder;
    } catch (IOException e) {
      return Assumptions.abort("no C compiler: " + e.getMessage());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
