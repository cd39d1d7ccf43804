/**
 * What the tests of all modules need from the machine: {@link Program} finds the programs that a
 * test runs, {@link LeftOut} reports at the end of a build which tests were skipped for lack of
 * one, and {@link Promise} judges times on machines with other users.
 */
@NullMarked
package io.github.luasearchers.testing;

import org.jspecify.annotations.NullMarked;
