package io.github.luasearchers.packing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a bundle, or a module, says of services, as macros for bnd: `offered` and `taken`. */
final class Bundle {

  private static final String SERVICE = "osgi.serviceloader;osgi.serviceloader=";

  private Bundle() {}

  /** Writes a capability for each provider, and a requirement for each service. */
  static void write(Path file, Contents contents) throws IOException {
    List<String> offered = new ArrayList<>();
    List<String> taken = new ArrayList<>();
    for (Map.Entry<String, List<String>> service : contents.services().entrySet()) {
      String name = service.getKey();
      for (String provider : service.getValue()) {
        offered.add(SERVICE + name + ";register:=\"" + provider + '"');
      }
      if (!name.startsWith("javax.")) {
        taken.add(
            SERVICE
                + name
                + ";resolution:=optional;cardinality:=multiple;filter:=\"(osgi.serviceloader="
                + name
                + ")\"");
      }
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, macro("offered", offered) + macro("taken", taken));
  }

  private static String macro(String name, List<String> clauses) {
    return name + ": " + String.join(", \\\n  ", clauses) + "\n";
  }
}
