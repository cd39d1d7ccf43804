/**
 * The engine and its peers, side by side in one run: the boundary between Java and Lua by JMH,
 * everything larger by whole processes that take turns. {@link
 * io.github.luasearchers.benchmarks.Main} runs them and prints tables of ratios.
 */
package io.github.luasearchers.benchmarks;
