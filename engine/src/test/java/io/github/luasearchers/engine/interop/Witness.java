package io.github.luasearchers.engine.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Sees what a thread does to the world: the JVM's own record of events, and the JVM's state. */
final class Witness {

  private static final List<String> EVENTS =
      List.of(
          "jdk.FileForce",
          "jdk.FileRead",
          "jdk.FileWrite",
          "jdk.ProcessStart",
          "jdk.SocketConnect",
          "jdk.SocketRead",
          "jdk.SocketWrite",
          "jdk.ThreadStart");

  /** What the JDK itself reads, whoever asks: its own data, and the system's random numbers. */
  private static final List<String> OWN_FILES =
      List.of(System.getProperty("java.home"), "/dev/random", "/dev/urandom");

  private final Recording recording = new Recording();
  private final String thread = Thread.currentThread().getName();
  private final Map<String, Object> before;

  Witness() {
    for (String event : EVENTS) {
      recording.enable(event).withThreshold(Duration.ZERO).withStackTrace();
    }
    recording.start();
    before = state();
  }

  private static Map<String, Object> state() {
    Map<String, Object> state = new TreeMap<>();
    state.put("time zone", TimeZone.getDefault());
    state.put("locale", Locale.getDefault());
    for (Locale.Category category : Locale.Category.values()) {
      state.put("locale to " + category, Locale.getDefault(category));
    }
    state.put("output", System.out);
    state.put("errors", System.err);
    state.put("input", System.in);
    state.put("providers", Arrays.asList(Security.getProviders()));
    state.put("context loader", Thread.currentThread().getContextClassLoader());
    state.put("handler", String.valueOf(Thread.getDefaultUncaughtExceptionHandler()));
    System.getProperties().forEach((name, value) -> state.put("property " + name, value));
    return state;
  }

  /** Returns what has happened, in words. */
  List<String> testimony() throws IOException {
    recording.stop();
    List<String> seen = new ArrayList<>();
    Map<String, Object> after = state();
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      if (!Objects.equals(before.get(name), after.get(name))) {
        seen.add(name + " was " + before.get(name) + " and is " + after.get(name));
      }
    }
    Path file = Files.createTempFile("witness", ".jfr");
    try {
      recording.dump(file);
      for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
        if (isOfTheThread(event) && !isOwn(event)) {
          seen.add(describe(event));
        }
      }
    } finally {
      Files.delete(file);
      recording.close();
    }
    return seen;
  }

  private boolean isOfTheThread(RecordedEvent event) {
    var who = event.hasField("parentThread") ? event.getThread("parentThread") : event.getThread();
    return who != null && thread.equals(who.getJavaName());
  }

  private static boolean isOwn(RecordedEvent event) {
    String path = event.hasField("path") ? event.getString("path") : null;
    return path != null
        && (OWN_FILES.stream().anyMatch(path::startsWith) || isSeenByTheLoader(event));
  }

  private static boolean isSeenByTheLoader(RecordedEvent event) {
    return describe(event).contains(WatchfulLoader.class.getName());
  }

  private static String describe(RecordedEvent event) {
    StringBuilder text = new StringBuilder(event.getEventType().getName());
    for (String field : List.of("path", "command", "host")) {
      text.append(event.hasField(field) ? " " + event.getValue(field) : "");
    }
    if (event.getStackTrace() != null) {
      for (RecordedFrame frame : event.getStackTrace().getFrames()) {
        text.append("\n    ").append(frame.getMethod().getType().getName());
        text.append('.').append(frame.getMethod().getName());
      }
    }
    return text.toString();
  }
}
