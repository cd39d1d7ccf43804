package io.github.luasearchers.benchmarks;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** The JMH benchmarks. */
final class Boundary {

  private Boundary() {}

  static void report() throws RunnerException {
    Table table = new Table("Between Java and Lua", "ns");
    var options =
        new OptionsBuilder()
            .include(EngineBenchmark.class.getName())
            .include(CallBenchmark.class.getName())
            .build();
    for (RunResult result : new Runner(options).run()) {
      table.put(
          result.getPrimaryResult().getLabel(),
          result.getParams().getParam("peer"),
          result.getPrimaryResult().getScore());
    }
    table.print();
  }
}
