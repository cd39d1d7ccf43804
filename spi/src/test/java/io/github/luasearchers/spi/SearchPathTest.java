package io.github.luasearchers.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.io.ByteSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SearchPathTest {

  private static final SearchPath PATH = SearchPath.parse("lua/?.lua;lua/?/init.lua");

  @Test
  void parse_skipsEmptyTemplatesAndWhiteSpace() {
    assertThat(SearchPath.parse(";; a/? ;;?\n; ").templates()).containsExactly("a/?", "?");
    assertThat(SearchPath.parse("").templates()).isEmpty();
  }

  @Test
  void parse_null() {
    assertThatThrownBy(() -> SearchPath.parse(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void toString_isParsedAgain() {
    assertThat(SearchPath.parse(PATH.toString())).isEqualTo(PATH);
    assertThat(PATH).hasToString("lua/?.lua;lua/?/init.lua");
  }

  @Test
  void templates_areACopy() {
    List<String> templates = new ArrayList<>(List.of("?"));
    SearchPath path = new SearchPath(templates);
    templates.clear();
    assertThat(path.templates()).containsExactly("?");
  }

  @Test
  void candidates_dotsBecomeSlashes() {
    assertThat(PATH.candidates("a.b")).containsExactly("lua/a/b.lua", "lua/a/b/init.lua");
  }

  @Test
  void candidates_everyMarkIsFilledOnce() {
    assertThat(SearchPath.parse("?/?;x").candidates("a?")).containsExactly("a?/a?", "x");
  }

  @Test
  void search_findsTheFirst() throws IOException {
    SearchResult.Source source = source("lua/a/init.lua");
    SearchResult result =
        PATH.search(
            "a", name -> name.endsWith("init.lua") ? Optional.of(source) : Optional.empty());
    assertThat(result).isSameAs(source);
  }

  @Test
  void search_listsEveryPlace() throws IOException {
    assertThat(PATH.search("a.b", name -> Optional.empty()))
        .isEqualTo(SearchResult.notFound("no file 'lua/a/b.lua'", "no file 'lua/a/b/init.lua'"));
  }

  @Test
  void search_takesTheReadersSentences() throws IOException {
    SearchResult result =
        PATH.search("a", name -> Optional.of(SearchResult.notFound("one", "two")));
    assertThat(result).isEqualTo(SearchResult.notFound("one", "two", "one", "two"));
  }

  @Test
  void search_noTemplates() throws IOException {
    assertThat(SearchPath.parse("").search("a", name -> Optional.empty()))
        .isEqualTo(SearchResult.notFound());
  }

  @Test
  void search_failureIsPassedOn() {
    assertThatThrownBy(
            () ->
                PATH.search(
                    "a",
                    name -> {
                      throw new IOException("unreadable");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("unreadable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "..", "a..b", ".a", "a.", "../a", "a/b", "/a", "a\\b", "a;b", "C:", "a\0", "a\n"
      })
  void search_namesThatAreNotPlainAreNotLookedFor(String name) throws IOException {
    SearchResult result =
        PATH.search(
            name,
            candidate -> {
              throw new IOException("asked for " + candidate);
            });
    assertThat(result)
        .isEqualTo(
            SearchResult.notFound(
                "no file for module '"
                    + name.replace((char) 0, (char) 63).replace((char) 10, (char) 63)
                    + "' (not a plain name)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.b.c", "v1-a", "a b", "ünï", "😀", "a?b", "%1", "~", "-"})
  void search_allOtherNamesAre(String name) throws IOException {
    List<String> asked = new ArrayList<>();
    PATH.search(
        name,
        candidate -> {
          asked.add(candidate);
          return Optional.empty();
        });
    assertThat(asked).isEqualTo(PATH.candidates(name));
  }

  private static SearchResult.Source source(String name) {
    return SearchResult.source(ByteSource.empty(), "@" + name, name);
  }

  @Test
  void search_longNamesAreShownInPart() throws IOException {
    SearchResult result =
        SearchPath.parse("?").search("x".repeat(1_000_000), candidate -> Optional.empty());
    assertThat(result)
        .isEqualTo(
            SearchResult.notFound(
                "no file for module '" + "x".repeat(200) + "...' (not a plain name)"));
  }
}
