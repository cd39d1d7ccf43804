package io.github.luasearchers.searchers.rocks.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDataTest {

  private static DataTable read(String text) throws IOException {
    return JsonData.read("doc.json", text.getBytes(UTF_8));
  }

  @Test
  void manifest_isRead() throws IOException {
    DataTable document =
        read("{\"repository\": {\"a\": {\"1.0-1\": [{\"arch\": \"src\"}, null]}}, \"x\": true}");
    DataTable versions = document.table("repository").flatMap(t -> t.table("a")).orElseThrow();
    assertThat(versions.table("1.0-1").orElseThrow().items()).hasSize(1);
    assertThat(document.get("x")).isEqualTo(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"a\" 1}", "nonsense", "{\"a\": 1}}", "{\n\"a\": tru}"})
  void otherDocument_isRefused(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("'doc.json' is malformed: line ");
  }

  @Test
  void depth_isBounded() {
    assertThatThrownBy(() -> read("{\"a\":".repeat(100_000)))
        .hasMessageStartingWith("'doc.json' is malformed");
  }
}
