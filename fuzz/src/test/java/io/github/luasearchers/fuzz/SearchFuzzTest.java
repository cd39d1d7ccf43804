package io.github.luasearchers.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.luasearchers.spi.SearchPath;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Looks for modules of any name: no candidate is to leave its root. */
class SearchFuzzTest {

  private static final Path ROOT = Path.of("root");
  private static final SearchPath PATH = SearchPath.parse("root/?.lua;root/?/init.lua");

  @FuzzTest(maxDuration = "60s")
  void name(FuzzedDataProvider data) throws IOException {
    SearchResult result = PATH.search(data.consumeRemainingAsString(), SearchFuzzTest::look);
    if (!(result instanceof SearchResult.NotFound)) {
      throw new AssertionError("found " + result);
    }
  }

  private static Optional<SearchResult> look(String candidate) {
    if (!Path.of(candidate).normalize().startsWith(ROOT)) {
      throw new AssertionError("'" + candidate + "' is not below " + ROOT);
    }
    return Optional.empty();
  }
}
