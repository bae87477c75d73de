package dev.runbook.cli;

import dev.runbook.check.Symbol;
import dev.runbook.door.People;
import dev.runbook.door.RealTimeline;
import dev.runbook.door.Timeline;
import dev.runbook.door.VirtualTimeline;
import dev.runbook.evaluate.Door;
import dev.runbook.profile.Machine;
import dev.runbook.profile.Profile;
import dev.runbook.profile.ProfileConnection;
import dev.runbook.profile.SandboxSilent;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.stdlib.sandbox.RemoteSandbox;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A run against the services that a profile names. */
final class RealRun implements Surroundings {

  private final String mark;
  private final Timeline timeline;
  private final ConnectedServices services;
  private final LineLog log;
  private final boolean real;

  RealRun(
      Profile profile,
      Map<String, ServiceProvider> providers,
      Machine machine,
      Console console,
      Symbol.Runbook runbook) {
    boolean stepped = profile.sandbox() != null && SandboxSilent.at(profile.sandbox()).isStepped();
    timeline = timeline(profile, stepped);
    real = profile.sandbox() == null;
    String played = profile.sandbox() == null ? "" : SandboxRun.MARK;
    mark = played + "[" + profile.name() + "] ";
    services = services(profile, providers, machine, timeline, Zones.of(runbook));
    log = new LineLog(console, Zones.of(runbook), mark);
    String connected =
        profile.services().keySet().stream().sorted().collect(Collectors.joining(", "));
    console.tell(
        mark,
        " ".repeat(mark.length()),
        (profile.sandbox() == null
                ? "This is real. Connected: "
                : "Played by the sandbox at "
                    + profile.sandbox()
                    + (stepped ? "" : ", in real time")
                    + ". Connected: ")
            + (connected.isEmpty() ? "nothing" : connected)
            + "; everything else is done by hand.");
  }

  /** A sandbox whose time stands still goes on as this run waits. */
  private static Timeline timeline(Profile profile, boolean stepped) {
    if (!stepped) {
      return new RealTimeline();
    }
    RemoteSandbox time = SandboxSilent.at(Objects.requireNonNull(profile.sandbox()));
    return new VirtualTimeline(time.now(), time::set);
  }

  static ConnectedServices services(
      Profile profile,
      Map<String, ServiceProvider> providers,
      Machine machine,
      Timeline timeline,
      java.time.ZoneId zone) {
    return new ConnectedServices(
        providers,
        profile::has,
        name ->
            new ProfileConnection(
                profile,
                Objects.requireNonNull(providers.get(name)),
                profile.service(name).orElseThrow(),
                machine,
                timeline),
        timeline,
        zone);
  }

  @Override
  public String mark() {
    return mark;
  }

  @Override
  public boolean isReal() {
    return real;
  }

  @Override
  public LineLog log() {
    return log;
  }

  @Override
  public RunClock clock() {
    return timeline;
  }

  @Override
  public Door door(People people) {
    return new Door(services, people, timeline, log, false);
  }

  @Override
  public void tellAtEnd() {}

  @Override
  public void close() {
    services.close();
  }
}
