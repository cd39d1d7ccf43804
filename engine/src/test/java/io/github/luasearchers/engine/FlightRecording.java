package io.github.luasearchers.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** A recording of all events of the category Lua, which is read back from its file. */
final class FlightRecording implements AutoCloseable {

  static final String PREFIX = "io.github.luasearchers.";

  private static final List<String> KINDS =
      List.of("Search", "Compile", "Run", "Reload", "Stop", "Evaluation");

  private final Recording recording = new Recording();

  FlightRecording() {
    for (String kind : KINDS) {
      recording.enable(PREFIX + kind).withoutThreshold();
    }
    recording.start();
  }

  /** Ends the recording, and returns its events of this thread in the order of their ends. */
  List<RecordedEvent> read(Path folder) throws IOException {
    recording.stop();
    Path file = Files.createTempFile(folder, "recording", ".jfr");
    recording.dump(file);
    List<RecordedEvent> events = new ArrayList<>(RecordingFile.readAllEvents(file));
    long thread = Thread.currentThread().getId();
    events.removeIf(each -> !each.getEventType().getName().startsWith(PREFIX));
    events.removeIf(each -> each.getThread().getJavaThreadId() != thread);
    events.sort(Comparator.comparing(RecordedEvent::getEndTime));
    return events;
  }

  /** Returns the events of one kind. */
  static List<RecordedEvent> of(String kind, List<RecordedEvent> events) {
    return events.stream()
        .filter(each -> each.getEventType().getName().equals(PREFIX + kind))
        .toList();
  }

  @Override
  public void close() {
    recording.close();
  }
}
