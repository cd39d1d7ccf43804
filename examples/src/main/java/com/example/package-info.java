/** The README's examples. */
@NullMarked
package com.example;

import org.jspecify.annotations.NullMarked;
