package io.github.luasearchers.engine.live.picture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The graph as a page for a browser: one file with its style, its scripts and its data. Its policy
 * forbids it any network, and any script but its own: these are named by their digests, so that a
 * module's name could not run as one even if it got where it should not.
 */
final class Page {

  /** The script that draws. The browser runs it, and gives its text to the thread for layouts. */
  static final String DRAWING = "cytoscape-3.35.0.min.js.gz";

  /** The script that lays out, which runs in a thread of its own only. */
  static final String LAYOUT = "cytoscape-dagre-4.0.1.min.js.gz";

  /** The scripts of the page itself, in this order. */
  static final List<String> OWN =
      List.of(
          "model.js",
          "layout.js",
          "view.js",
          "style.js",
          "panel.js",
          "list.js",
          "timeline.js",
          "page.js");

  private Page() {}

  static String of(Graph graph, Cycles cycles, Ways ways, Costs costs, List<String> touched) {
    String drawing = library(DRAWING);
    StringBuilder own = new StringBuilder("\n'use strict';\n");
    for (String each : OWN) {
      own.append(text(each));
    }
    String policy =
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; worker-src blob:; script-src blob: "
            + digest(drawing)
            + ' '
            + digest(own.toString());
    return text("page.html")
        .formatted(
            policy,
            text("page.css"),
            PageData.of(graph, cycles, ways, costs, touched),
            library(LAYOUT),
            text("worker.js"),
            drawing,
            own);
  }

  /** Returns how a policy names a script. */
  private static String digest(String script) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(script.getBytes(UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(sum) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // each Java has it
    }
  }

  /** Returns a library's script, without where its source map would be: there is none. */
  private static String library(String name) {
    try (InputStream packed = open(name);
        InputStream in = new GZIPInputStream(packed)) {
      String script = new String(in.readAllBytes(), UTF_8);
      int map = script.lastIndexOf("//# sourceMappingURL=");
      return map < 0 ? script : script.substring(0, map);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String name) {
    try (InputStream in = open(name)) {
      // A browser reads other line ends as this one, and the digest is of what it reads.
      return new String(in.readAllBytes(), UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) throws IOException {
    @Nullable InputStream in = Page.class.getResourceAsStream(name);
    if (in == null) {
      throw new IOException("no resource " + name);
    }
    return in;
  }
}
