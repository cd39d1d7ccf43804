package io.github.luasearchers.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Compiles and runs any text, in a sandbox with limits. */
class SourceFuzzTest {

  @FuzzTest(maxDuration = "60s")
  void source(byte[] data) {
    Sandbox.run(Sandbox.engine(true, "5.2"), new String(data, ISO_8859_1));
  }
}
