package dev.runbook.stdlib.http;

import dev.runbook.spi.Arguments;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import dev.runbook.stdlib.sandbox.Facts;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Addresses that the sandbox answers with what the world's file says. */
final class HttpStandIn implements StandIn {

  /** Claimed so that every other host is one that the sandbox has not. */
  private static final String OWN_HOST = "http.test";

  private final Map<URI, Reply> answers = new LinkedHashMap<>();
  private final List<String> hosts = new ArrayList<>(List.of(OWN_HOST));

  HttpStandIn(World world) {
    Facts facts = Facts.of("http", world.facts(), "answers");
    for (Facts answer : facts.maps("answers", "url", "status", "text")) {
      URI url = answer.address("url");
      answers(url, answer.integer("status", 200), answer.optionalText("text").orElse(""));
      hosts.add(url.getHost());
    }
  }

  private void answers(URI url, int status, String text) {
    boolean json = text.startsWith("{") || text.startsWith("[");
    URI asked = url.getRawPath().isEmpty() ? url.resolve("/") : url;
    answers.put(asked, json ? Reply.json(status, text) : Reply.text(status, text));
  }

  @Override
  public List<String> hosts() {
    return hosts;
  }

  @Override
  public void happen(String event, Arguments arguments) {
    URI url = URI.create(arguments.text("url"));
    if (!hosts.contains(url.getHost())) {
      throw new IllegalArgumentException("the world's file has no address of " + url.getHost());
    }
    answers(url, arguments.number("status").intValueExact(), arguments.text("text"));
  }

  @Override
  public Reply handle(Request request) {
    return answers.getOrDefault(request.uri(), Reply.text(404, "Not Found"));
  }
}
