package dev.runbook.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A headless Chromium with one page, driven by its own protocol. */
final class Browser implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE = 30;

  private final Process process;
  private final WebSocket socket;
  private final Answers answers = new Answers();
  private int next;

  private Browser(Process process, String address) throws IOException, InterruptedException {
    this.process = process;
    try {
      this.socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(URI.create(address), answers)
              .get(PATIENCE, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new IOException("the browser does not answer", e);
    }
    call("Runtime.enable", Map.of());
    call("Log.enable", Map.of());
    call("Page.enable", Map.of());
  }

  static Browser open(Path folder) throws IOException, InterruptedException {
    @Nullable String program = program();
    if (program == null) {
      System.err.println("skipped: there is no chromium: install the Debian package chromium");
    }
    Assumptions.assumeTrue(program != null, "there is no chromium");
    Process process =
        new ProcessBuilder(
                String.valueOf(program),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolveSibling("chromium.log").toFile())
            .start();
    Path port = folder.resolve("DevToolsActivePort");
    for (int wait = 0; wait < PATIENCE * 10 && lines(port).size() < 2; wait++) {
      Thread.sleep(100);
    }
    HttpResponse<String> pages =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + lines(port).getFirst() + "/json/list"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    for (JsonNode page : JSON.readTree(pages.body())) {
      if (page.get("type").asText().equals("page")) {
        return new Browser(process, page.get("webSocketDebuggerUrl").asText());
      }
    }
    throw new IOException("the browser has no page");
  }

  private static @Nullable String program() {
    for (String folder : System.getenv("PATH").split(java.io.File.pathSeparator, -1)) {
      for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
        if (Files.isExecutable(Path.of(folder, name))) {
          return name;
        }
      }
    }
    return null;
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  JsonNode call(String method, Map<String, ?> parameters) throws IOException, InterruptedException {
    ObjectNode message = JSON.createObjectNode().put("id", ++next).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    socket.sendText(message.toString(), true).join();
    for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE); ; ) {
      JsonNode answer = answers.all.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (answer == null) {
        throw new IOException("no answer to " + method);
      }
      if (answer.path("id").asInt() == next) {
        if (answer.has("error")) {
          throw new IOException(method + ": " + answer.get("error"));
        }
        return answer.get("result");
      }
    }
  }

  void show(Path page, int width) throws IOException, InterruptedException {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    call("Page.navigate", Map.of("url", page.toUri().toString()));
    for (int wait = 0; wait < PATIENCE * 20; wait++) {
      if (value("document.readyState").equals("complete")) {
        return;
      }
      Thread.sleep(50);
    }
  }

  /** What a piece of script gives, as text. */
  String value(String script) throws IOException, InterruptedException {
    JsonNode result = call("Runtime.evaluate", Map.of("expression", script, "returnByValue", true));
    return result.path("result").path("value").asText();
  }

  /** What a promise gives, as JSON. */
  JsonNode promised(String script) throws IOException, InterruptedException {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", script, "returnByValue", true, "awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new IOException(answer.get("exceptionDetails").toString());
    }
    return answer.path("result").path("value");
  }

  /** Shows pages as people want them who like it light or dark, or on paper. */
  void look(String scheme, String medium) throws IOException, InterruptedException {
    call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            medium,
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Presses a key, as a person does. */
  void key(String key, int code) throws IOException, InterruptedException {
    String text = key.length() == 1 ? key : key.equals("Enter") ? "\r" : "";
    Map<String, Object> press =
        new java.util.HashMap<>(
            Map.of("type", "keyDown", "key", key, "windowsVirtualKeyCode", code));
    if (!text.isEmpty()) {
      press.put("text", text);
    }
    call("Input.dispatchKeyEvent", press);
    call(
        "Input.dispatchKeyEvent",
        Map.of("type", "keyUp", "key", key, "windowsVirtualKeyCode", code));
  }

  /** What the console was told. */
  List<String> complaints() {
    return answers.complaints;
  }

  @Override
  public void close() {
    socket.abort();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Answers implements WebSocket.Listener {
    private final BlockingQueue<JsonNode> all = new LinkedBlockingQueue<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        try {
          JsonNode message = JSON.readTree(text.toString());
          String method = message.path("method").asText();
          if (method.equals("Log.entryAdded")
              || method.equals("Runtime.exceptionThrown")
              || method.equals("Runtime.consoleAPICalled")) {
            complaints.add(message.get("params").toString());
          }
          all.add(message);
        } catch (IOException e) {
          complaints.add(e.toString());
        }
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
