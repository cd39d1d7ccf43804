package io.github.luasearchers.benchmarks;

import java.util.concurrent.TimeUnit;
import javax.script.Bindings;
import javax.script.Compilable;
import javax.script.CompiledScript;
import javax.script.ScriptEngine;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a host does with a javax.script engine. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(2)
public class EngineBenchmark {

  /** Whose engine. */
  @Param({Peer.OURS, Peer.LUAJ, Peer.LUA54})
  public String peer;

  private ScriptEngine engine;
  private CompiledScript compiled;
  private Bindings bindings;

  /** Makes the engine that the benchmarks use, and what they use of it. */
  @Setup
  public void setup() throws ScriptException {
    engine = Peer.engine(peer);
    compiled = ((Compilable) engine).compile("return x");
    bindings = new SimpleBindings();
    bindings.put("x", 42);
  }

  /** The same small script again. */
  @Benchmark
  public Object evalAgain() throws ScriptException {
    return engine.eval("return 1 + 1");
  }

  /** A compiled script that reads a variable of the host's bindings. */
  @Benchmark
  public Object compiledWithOneBinding() throws ScriptException {
    return compiled.eval(bindings);
  }

  /** A new engine and its first result. */
  @Benchmark
  public Object newEngine() throws Exception {
    ScriptEngine fresh = Peer.engine(peer);
    Object result = fresh.eval("return 1");
    if (fresh instanceof AutoCloseable closeable) {
      closeable.close();
    }
    return result;
  }
}
