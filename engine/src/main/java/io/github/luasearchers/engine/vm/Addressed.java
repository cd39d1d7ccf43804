package io.github.luasearchers.engine.vm;

/** A value, or what a userdata stands for, if that has an address in C. */
public interface Addressed {

  /** Returns the address, which {@code tostring} shows. */
  long address();
}
