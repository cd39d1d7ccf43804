package io.github.luasearchers.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The scripts that the rows of {@code lua-cli.tsv} name. */
final class Fixtures {

  private Fixtures() {}

  /** Copies them to a folder, and returns it. */
  static Path copyTo(Path folder) throws IOException, URISyntaxException {
    Path source = Path.of(Fixtures.class.getResource("fixtures/hello.lua").toURI()).getParent();
    List<Path> all;
    try (Stream<Path> tree = Files.walk(source)) {
      all = tree.toList();
    }
    for (Path each : all) {
      Path target = folder.resolve(source.relativize(each).toString());
      if (Files.isDirectory(each)) {
        Files.createDirectories(target);
      } else {
        Files.copy(each, target);
      }
    }
    return folder;
  }
}
