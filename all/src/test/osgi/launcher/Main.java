package launcher;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;

/** Starts Felix with the bundles that it is given, and has the last of them evaluate scripts. */
public class Main {

  private static final String[] SCRIPTS = {
    "return 1 + 1",
    "return (require 'colour')",
    "return #package.searchers",
    "return (select(2, pcall(require, 'own')))"
  };

  public static void main(String[] args) throws Exception {
    Framework felix =
        new FrameworkFactory().newFramework(Map.of("org.osgi.framework.storage", args[0]));
    felix.start();
    Bundle client = null;
    for (int i = 1; i < args.length; i++) {
      client = felix.getBundleContext().installBundle(Path.of(args[i]).toUri().toString());
    }
    for (Bundle bundle : felix.getBundleContext().getBundles()) {
      bundle.start();
    }
    for (Method way : client.loadClass("bundle.Client").getMethods()) {
      if (way.getName().startsWith("by")) {
        for (String script : SCRIPTS) {
          System.out.println(way.getName() + ": " + script + " = " + call(way, script));
        }
      }
    }
    felix.stop();
    felix.waitForStop(10_000);
  }

  private static Object call(Method way, String script) throws Exception {
    String result = String.valueOf(way.invoke(null, script));
    return result.lines().findFirst().orElse("");
  }
}
