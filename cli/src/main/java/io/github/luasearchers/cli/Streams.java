package io.github.luasearchers.cli;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * The three standard streams of a command.
 *
 * @param in what scripts read and the prompt reads
 * @param out what scripts and the prompt write to, in bytes
 * @param err where messages and tracebacks go, in bytes
 * @param inTerminal whether somebody types the input
 * @param outTerminal whether somebody reads the output as it comes
 */
public record Streams(
    InputStream in, PrintStream out, PrintStream err, boolean inTerminal, boolean outTerminal) {}
