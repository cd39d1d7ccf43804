package com.example.docs;

import java.util.Optional;

/**
 * A fenced block of a page.
 *
 * @param place the page and the line, for messages
 * @param language what stands behind the fence
 * @param file the file that the block is, if the line above it names one
 * @param text the block, without the indentation of its fence
 */
record Block(String place, String language, Optional<String> file, String text) {}
