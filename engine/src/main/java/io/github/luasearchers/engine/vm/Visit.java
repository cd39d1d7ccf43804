package io.github.luasearchers.engine.vm;

import org.jspecify.annotations.Nullable;

/**
 * What a thread has put aside that goes on with an evaluation for another one, which waits
 * meanwhile: all that a runtime knows by thread.
 */
public final class Visit {

  final @Nullable Alarm alarm;
  final boolean pays;
  final @Nullable LuaRuntime otherPayer;
  final long allocated;

  Visit(@Nullable Alarm alarm, boolean pays, @Nullable LuaRuntime otherPayer, long allocated) {
    this.alarm = alarm;
    this.pays = pays;
    this.otherPayer = otherPayer;
    this.allocated = allocated;
  }
}
