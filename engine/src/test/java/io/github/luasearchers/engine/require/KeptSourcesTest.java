package io.github.luasearchers.engine.require;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.spi.SearchResult;
import org.junit.jupiter.api.Test;

final class KeptSourcesTest {

  private static final byte[] TEXT = "return 1".getBytes(UTF_8);

  @Test
  void source_isTakenOnce_withItsContent() throws Exception {
    KeptSources kept = new KeptSources();
    kept.put("a", TestSearcher.source("else", "place").withStamp("stamp"), TEXT);
    assertThat(kept.take("b")).isNull();
    SearchResult.Source taken = kept.take("a");
    assertThat(taken).isNotNull();
    assertThat(taken.content().read()).isEqualTo(TEXT);
    assertThat(taken.origin()).isEqualTo("place");
    assertThat(taken.stamp()).contains("stamp");
    assertThat(kept.take("a")).isNull();
  }

  @Test
  void oldSource_isGone() {
    KeptSources kept = new KeptSources(-1);
    kept.put("a", TestSearcher.source("", "place"), TEXT);
    assertThat(kept.take("a")).isNull();
  }
}
