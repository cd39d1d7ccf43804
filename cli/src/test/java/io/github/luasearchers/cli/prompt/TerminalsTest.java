package io.github.luasearchers.cli.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalsTest {

  @Test
  void dumbTerminal_isKnownByItsType() {
    assertThat(Terminals.isDumb(Map.of("TERM", "dumb"))).isTrue();
    assertThat(Terminals.isDumb(Map.of("TERM", "xterm"))).isFalse();
  }

  @Test
  void colours_areTurnedOff_byTheUsualVariable() {
    assertThat(Terminals.isColoured(Map.of())).isTrue();
    assertThat(Terminals.isColoured(Map.of("NO_COLOR", ""))).isTrue();
    assertThat(Terminals.isColoured(Map.of("NO_COLOR", "1"))).isFalse();
  }
}
