package io.github.luasearchers.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.luasearchers.spi.SearchPath;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Looks for modules of any name along any path: no candidate is to leave its root. */
class SearchFuzzTest {

  @FuzzTest(maxDuration = "60s")
  void name(FuzzedDataProvider data) throws IOException {
    SearchPath path = SearchPath.parse("root/?.lua;root/?/init.lua;" + data.consumeString(20));
    Path root = Path.of("root");
    SearchResult result =
        path.search(
            data.consumeRemainingAsString(),
            candidate -> {
              if (candidate.startsWith("root/") && !isBelow(root, candidate)) {
                throw new AssertionError("'" + candidate + "' is not below " + root);
              }
              return Optional.empty();
            });
    if (!(result instanceof SearchResult.NotFound)) {
      throw new AssertionError("found " + result);
    }
  }

  private static boolean isBelow(Path root, String candidate) {
    return Path.of(candidate).normalize().startsWith(root);
  }
}
