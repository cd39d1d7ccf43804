package io.github.luasearchers.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Calls across the boundary, and a call to {@code require} for a module that is loaded. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(2)
public class CallBenchmark {

  private static final int CALLS = 1000;

  /** Whose Lua. */
  @Param({Peer.OURS, Peer.LUAJ, Peer.LUA54})
  public String peer;

  private Peer lua;
  private IntUnaryOperator increment;
  private IntUnaryOperator incrementObject;
  private IntUnaryOperator incrementByName;
  private IntUnaryOperator callJava;
  private IntUnaryOperator requireAgain;

  /** Defines the functions that are called. */
  @Setup
  public void setup() throws Exception {
    lua = Peer.of(peer);
    lua.bind("java_increment", i -> i + 1);
    lua.run(
        """
        package.preload["loaded.module"] = function() return {} end
        function increment(i) return i + 1 end
        function call_java(n)
          local f, r = java_increment, 0
          for i = 1, n do r = f(i) end
          return r
        end
        function require_again(n)
          local require = require
          for i = 1, n do require "loaded.module" end
          return n
        end
        require "loaded.module"
        """);
    increment = lua.function("increment");
    incrementObject = lua.object("increment");
    incrementByName = lua.named("increment");
    callJava = lua.function("call_java");
    requireAgain = lua.function("require_again");
  }

  /** Closes the engine. */
  @TearDown
  public void tearDown() {
    lua.close();
  }

  /** Java calls a Lua function that it holds in the way that is quickest. */
  @Benchmark
  public int javaCallsLua() {
    return increment.applyAsInt(41);
  }

  /** Java calls a Lua function that it holds as an object. */
  @Benchmark
  public int javaCallsLuaObject() {
    return incrementObject.applyAsInt(41);
  }

  /** Java calls a Lua function by its name. */
  @Benchmark
  public int javaCallsLuaByName() {
    return incrementByName.applyAsInt(41);
  }

  /** Lua calls a Java function. */
  @Benchmark
  @OperationsPerInvocation(CALLS)
  public int luaCallsJava() {
    return callJava.applyAsInt(CALLS);
  }

  /** Lua requires a module that is loaded. */
  @Benchmark
  @OperationsPerInvocation(CALLS)
  public int requireLoaded() {
    return requireAgain.applyAsInt(CALLS);
  }
}
