package io.github.luasearchers.engine.flight;

import jdk.jfr.FlightRecorder;

/** Whether there is anybody to be told of events. */
public final class Flight {

  /** Whether there is a flight recorder, and this class may use it. */
  private static final boolean EXISTS = exists();

  private Flight() {}

  private static boolean exists() {
    try {
      FlightRecorder.isInitialized();
      return true;
    } catch (LinkageError e) { // an image without the module, or a bundle that does not see it
      return false;
    }
  }

  /**
   * Tells whether somebody records, or has recorded since the JVM began: costs the reading of one
   * field. Whether events of some kind are wanted now is asked when they begin.
   */
  public static boolean isOn() {
    return EXISTS && FlightRecorder.isInitialized();
  }
}
