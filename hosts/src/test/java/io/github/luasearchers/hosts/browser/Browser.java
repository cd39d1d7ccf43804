package io.github.luasearchers.hosts.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Debian's Chromium without a window, driven by the W3C's WebDriver. */
final class Browser implements AutoCloseable {

  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Gson gson = new Gson();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Process driver;
  private final String address;
  private String session = "";

  private Browser(Process driver, String address) {
    this.driver = driver;
    this.address = address;
  }

  /** Starts a browser. On a machine without one, the test is not run. */
  static Browser start() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(DRIVER), "there is no Chromium to test in");
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Process driver =
        new ProcessBuilder(DRIVER.toString(), "--port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Browser browser = new Browser(driver, "http://127.0.0.1:" + port);
    try {
      browser.open();
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      browser.close();
      throw e;
    }
    return browser;
  }

  private void open() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady()) {
      if (System.nanoTime() > end || !driver.isAlive()) {
        throw new IOException("the browser's driver did not start");
      }
      Thread.sleep(20);
    }
    List<String> arguments =
        List.of("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1440,900");
    Map<String, ?> wanted =
        Map.of(
            "goog:chromeOptions",
            Map.of("args", arguments),
            "goog:loggingPrefs",
            Map.of("browser", "ALL", "performance", "ALL"));
    JsonElement answer = post("/session", Map.of("capabilities", Map.of("alwaysMatch", wanted)));
    session = "/session/" + answer.getAsJsonObject().get("sessionId").getAsString();
  }

  private boolean isReady() throws InterruptedException {
    try {
      URI status = URI.create(address + "/status");
      return client
              .send(HttpRequest.newBuilder(status).build(), BodyHandlers.ofString())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false; // not listening yet
    }
  }

  private JsonElement post(String path, Object body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofString(gson.toJson(body)))
            .build();
    String answer = client.send(request, BodyHandlers.ofString()).body();
    JsonElement value = gson.fromJson(answer, JsonObject.class).get("value");
    if (value.isJsonObject() && value.getAsJsonObject().has("error")) {
      throw new IOException(value.getAsJsonObject().get("message").getAsString());
    }
    return value;
  }

  /** Opens a page, and forgets what was logged before. */
  void open(Path page) throws IOException, InterruptedException {
    logs("browser");
    logs("performance");
    post(session + "/url", Map.of("url", page.toUri().toString()));
  }

  /** Runs the body of a function of JavaScript. */
  JsonElement run(String script, Object... arguments) throws IOException, InterruptedException {
    return post(
        session + "/execute/sync", Map.of("script", script, "args", Arrays.asList(arguments)));
  }

  /** Waits until an expression of JavaScript is true. */
  void await(String condition) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!run("return Boolean(" + condition + ")").getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not true in time: " + condition);
      }
      Thread.sleep(20);
    }
  }

  /** Clicks on an element as a user would: it has to be visible, and nothing before it. */
  void click(String selector) throws IOException, InterruptedException {
    JsonObject found =
        post(session + "/element", Map.of("using", "css selector", "value", selector))
            .getAsJsonObject();
    String element = found.entrySet().iterator().next().getValue().getAsString();
    post(session + "/element/" + element + "/click", Map.of());
  }

  /** Presses keys on the element that has the focus. */
  void type(String keys) throws IOException, InterruptedException {
    List<Map<String, String>> actions = new ArrayList<>();
    keys.codePoints()
        .mapToObj(Character::toString)
        .forEach(
            key -> {
              actions.add(Map.of("type", "keyDown", "value", key));
              actions.add(Map.of("type", "keyUp", "value", key));
            });
    act(Map.of("type", "key", "id", "keyboard", "actions", actions));
  }

  /** Clicks at a point of the page, as often as is said. */
  void clickAt(int x, int y, int times) throws IOException, InterruptedException {
    List<Map<String, ?>> actions = new ArrayList<>();
    actions.add(Map.of("type", "pointerMove", "x", x, "y", y));
    for (int i = 0; i < times; i++) {
      actions.add(Map.of("type", "pointerDown", "button", 0));
      actions.add(Map.of("type", "pointerUp", "button", 0));
    }
    act(Map.of("type", "pointer", "id", "mouse", "actions", actions));
  }

  private void act(Map<String, ?> input) throws IOException, InterruptedException {
    post(session + "/actions", Map.of("actions", List.of(input)));
  }

  /** Returns what was logged since the last time: by the page, or of its use of the network. */
  List<String> logs(String type) throws IOException, InterruptedException {
    JsonArray entries = post(session + "/se/log", Map.of("type", type)).getAsJsonArray();
    List<String> messages = new ArrayList<>();
    for (JsonElement each : entries) {
      JsonObject entry = each.getAsJsonObject();
      messages.add(entry.get("level").getAsString() + ' ' + entry.get("message").getAsString());
    }
    return messages;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    try {
      if (!session.isEmpty()) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(address + session))
                .DELETE()
                .timeout(PATIENCE)
                .build();
        client.send(request, BodyHandlers.discarding());
      }
    } finally {
      driver.destroy();
      driver.waitFor();
    }
  }
}
