package dev.runbook.stdlib.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** A sandbox that is another process on this machine. */
public final class RemoteSandbox {

  private final URI sandbox;
  private final Function<String, RuntimeException> silent;

  /**
   * @param sandbox where it listens, on the loopback address
   * @param silent what is thrown where it does not answer, made of the words that people are told
   */
  public RemoteSandbox(URI sandbox, Function<String, RuntimeException> silent) {
    this.sandbox = sandbox;
    this.silent = silent;
  }

  /** What a client of a service is told there; empty where there is nothing of that name. */
  public Optional<String> setting(String service, String name) {
    String value = ask("GET", Control.SETTINGS + service + "/" + name, "");
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  /** Whether its time goes on only as somebody waits. */
  public boolean isStepped() {
    return ask("GET", Control.CLOCK, "").equals(Control.STEPPED);
  }

  public Instant now() {
    return Instant.parse(ask("GET", "now", ""));
  }

  public void set(Instant now) {
    ask("PUT", "now", now.toString());
  }

  private String ask(String method, String what, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "%s /%s/%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
            .formatted(method, Control.PATH, what, sandbox.getAuthority(), bytes.length);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.UTF_8));
      out.write(bytes);
      out.flush();
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      String status = String.valueOf(in.readLine());
      String answer = in.lines().dropWhile(line -> !line.isEmpty()).skip(1).findFirst().orElse("");
      if (!status.contains(" 200 ")) {
        throw new IOException(status + ": " + answer);
      }
      return answer;
    } catch (IOException e) {
      throw silent.apply(
          "The sandbox at "
              + sandbox
              + " does not answer: "
              + e.getMessage()
              + ". It is served by `runbook sandbox`.");
    }
  }
}
