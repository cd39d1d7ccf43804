package io.github.luasearchers.cli.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.testing.PublicApi;
import org.junit.jupiter.api.Test;

/** What users can type is what public-api.txt says: to change it is a decision, not an accident. */
class PublicApiTest {

  @Test
  void package_isWhatIsKept() throws Exception {
    assertThat(PublicApi.describe(Repl.class)).isEqualTo(PublicApi.kept(PublicApiTest.class));
  }
}
