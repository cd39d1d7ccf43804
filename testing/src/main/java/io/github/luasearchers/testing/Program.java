package io.github.luasearchers.testing;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that tests run if it is installed. A test runs the path that it gets here, so that the
 * program that was looked for is the one that is run.
 */
public final class Program {

  /** Where Debian installs servers, which is not on everybody's {@code PATH}. */
  private static final List<String> SERVERS = List.of("/usr/sbin", "/sbin");

  private Program() {}

  /** Returns the path of a program whose Debian package has its name. */
  public static String need(String name) {
    return need(name, name);
  }

  /** Returns the path of a program. If it is not installed, the test is skipped and says so. */
  public static String need(String name, String debianPackage) {
    for (String folder : folders()) {
      File file = new File(folder, name);
      if (file.isFile() && file.canExecute()) {
        return file.getAbsolutePath();
      }
    }
    return abort("needs " + name + ", of the Debian package " + debianPackage);
  }

  private static List<String> folders() {
    List<String> folders = new ArrayList<>();
    String path = System.getenv("PATH");
    if (path != null) {
      folders.addAll(List.of(path.split(File.pathSeparator)));
    }
    folders.addAll(SERVERS);
    return folders;
  }
}
