package io.github.luasearchers.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.io.ByteSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.ZeroArgFunction;

final class SearchResultTest {

  private static final LuaFunction LOADER =
      new ZeroArgFunction() {
        @Override
        public LuaValue call() {
          return NIL;
        }
      };

  @Test
  void source_takesNoNull() {
    assertThatThrownBy(() -> SearchResult.source(null, "@a", "a")).hasMessage("content");
    assertThatThrownBy(() -> SearchResult.source(ByteSource.empty(), null, "a"))
        .hasMessage("chunkName");
    assertThatThrownBy(() -> SearchResult.source(ByteSource.empty(), "@a", null))
        .hasMessage("origin");
    SearchResult.Source source = SearchResult.source(ByteSource.empty(), "@a", "a");
    assertThatThrownBy(() -> source.withStamp((String) null)).hasMessage("stamp");
  }

  @Test
  void source_hasNoStampUntilItGetsOne() {
    SearchResult.Source source = SearchResult.source(ByteSource.empty(), "@a", "b");
    assertThat(source.chunkName()).isEqualTo("@a");
    assertThat(source.origin()).isEqualTo("b");
    assertThat(source.stamp()).isEmpty();
    SearchResult.Source stamped = source.withStamp("1");
    assertThat(stamped.stamp()).contains("1");
    assertThat(source.stamp()).isEmpty();
    assertThat(stamped.content()).isSameAs(source.content());
    assertThat(stamped.file()).isEmpty();
  }

  @Test
  void source_keepsTheStampOfItsFile(@TempDir Path folder) throws IOException {
    FileStamp file = FileStamp.of(folder);
    SearchResult.Source source = SearchResult.source(ByteSource.empty(), "@a", "a").withStamp(file);
    assertThat(source.file()).contains(file);
    assertThat(source.stamp()).isEqualTo(file.text());
    assertThat(source.withStamp("1").file()).contains(file);
  }

  /** Who tests a searcher compares results. */
  @Test
  void results_areEqualIfTheirPartsAre() {
    ByteSource content = ByteSource.wrap(new byte[] {1});
    List<SearchResult> different =
        List.of(
            SearchResult.source(content, "@a", "a"),
            SearchResult.source(ByteSource.wrap(new byte[] {2}), "@a", "a"),
            SearchResult.source(content, "=a", "a"),
            SearchResult.source(content, "@a", "b"),
            SearchResult.source(content, "@a", "a").withStamp("1"),
            SearchResult.loader(LOADER, LuaValue.NIL),
            SearchResult.loader(LOADER, LuaValue.ONE),
            SearchResult.notFound(),
            SearchResult.notFound("one"));
    assertThat(different).doesNotHaveDuplicates();
    assertThat(SearchResult.source(content, "@a", "a").withStamp("1"))
        .isEqualTo(different.get(4))
        .hasSameHashCodeAs(different.get(4));
    assertThat(SearchResult.loader(LOADER, LuaValue.ONE))
        .isEqualTo(different.get(6))
        .hasSameHashCodeAs(different.get(6));
    assertThat(SearchResult.notFound(List.of("one")))
        .isEqualTo(different.get(8))
        .hasSameHashCodeAs(different.get(8))
        .hasToString("not found: [one]");
  }

  @Test
  void loader_takesNoNull() {
    assertThatThrownBy(() -> SearchResult.loader(null, LuaValue.NIL)).hasMessage("function");
  }

  @Test
  void notFound_copiesItsSentences() {
    List<String> sentences = new ArrayList<>(List.of("one"));
    SearchResult.NotFound result = SearchResult.notFound(sentences);
    sentences.add("two");
    assertThat(result.sentences()).containsExactly("one");
    assertThatThrownBy(() -> result.sentences().add("x"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void notFound_mayHaveNoSentence() {
    assertThat(SearchResult.notFound().sentences()).isEmpty();
  }
}
