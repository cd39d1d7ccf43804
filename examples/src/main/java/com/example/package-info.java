/** The demo, and the searcher that docs/writing-a-searcher.md shows. */
@NullMarked
package com.example;

import org.jspecify.annotations.NullMarked;
