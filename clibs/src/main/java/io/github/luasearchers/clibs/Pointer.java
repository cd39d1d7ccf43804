package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.vm.Addressed;

/** What a light userdata is in C. */
record Pointer(long address) implements Addressed {}
