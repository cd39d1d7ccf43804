package io.github.luasearchers.engine.differential;

import java.util.List;

/** A side with a fault. */
record FaultySide(Side side, Fault fault) implements Side {

  @Override
  public List<String> run(List<String> programs, int rounds) throws Exception {
    return side.run(programs.stream().map(fault::changed).toList(), rounds);
  }
}
