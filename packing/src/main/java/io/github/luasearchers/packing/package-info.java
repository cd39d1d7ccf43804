/** What the jar of all contains, gathered from jars and folders while it is built. */
@NullMarked
package io.github.luasearchers.packing;

import org.jspecify.annotations.NullMarked;
