/**
 * What the tests of all modules need of the machine: {@link Program} finds the programs that a test
 * runs, {@link LeftOut} says at the end of a build which tests went without one, and {@link
 * Promise} judges time where others use the machine as well.
 */
@NullMarked
package io.github.luasearchers.testing;

import org.jspecify.annotations.NullMarked;
