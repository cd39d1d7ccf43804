package io.github.luasearchers.engine.differential;

import java.util.Set;

/**
 * A program that is made of choices. It ends: loops count what they do, and functions call only
 * what was there before them, or themselves for a while.
 *
 * @param choices those that were made, which make the program again
 * @param meetings which operators have met which kinds of operands
 */
record ProgramText(String text, int[] choices, Set<String> meetings) {}
