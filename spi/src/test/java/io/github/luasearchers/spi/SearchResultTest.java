package io.github.luasearchers.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.io.ByteSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaValue;

final class SearchResultTest {

  @Test
  void source_takesNoNull() {
    assertThatThrownBy(() -> new SearchResult.Source(null, "@a", "a", Optional.empty()))
        .hasMessage("content");
    assertThatThrownBy(
            () -> new SearchResult.Source(ByteSource.empty(), null, "a", Optional.empty()))
        .hasMessage("chunkName");
    assertThatThrownBy(
            () -> new SearchResult.Source(ByteSource.empty(), "@a", null, Optional.empty()))
        .hasMessage("origin");
    assertThatThrownBy(() -> new SearchResult.Source(ByteSource.empty(), "@a", "a", null))
        .hasMessage("stamp");
  }

  @Test
  void loader_takesNoNull() {
    assertThatThrownBy(() -> new SearchResult.Loader(null, LuaValue.NIL)).hasMessage("function");
  }

  @Test
  void notFound_copiesItsSentences() {
    List<String> sentences = new ArrayList<>(List.of("one"));
    SearchResult.NotFound result = new SearchResult.NotFound(sentences);
    sentences.add("two");
    assertThat(result.sentences()).containsExactly("one");
    assertThatThrownBy(() -> result.sentences().add("x"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void notFound_mayHaveNoSentence() {
    assertThat(new SearchResult.NotFound().sentences()).isEmpty();
  }
}
