/** The commands {@code lua} and {@code luac}: options, standard streams and exit status. */
@NullMarked
package io.github.luasearchers.cli;

import org.jspecify.annotations.NullMarked;
