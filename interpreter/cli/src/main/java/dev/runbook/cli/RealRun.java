package dev.runbook.cli;

import dev.runbook.check.Symbol;
import dev.runbook.door.People;
import dev.runbook.door.RealTimeline;
import dev.runbook.evaluate.Door;
import dev.runbook.profile.Machine;
import dev.runbook.profile.Profile;
import dev.runbook.profile.ProfileConnection;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.ServiceProvider;
import java.util.Map;
import java.util.stream.Collectors;

/** A run against the services that a profile names. */
final class RealRun implements Surroundings {

  private final String mark;
  private final RealTimeline timeline = new RealTimeline();
  private final ConnectedServices services;
  private final LineLog log;

  RealRun(
      Profile profile,
      Map<String, ServiceProvider> providers,
      Machine machine,
      Console console,
      Symbol.Runbook runbook) {
    String played = profile.sandbox() == null ? "" : SandboxRun.MARK;
    mark = played + "[" + profile.name() + "] ";
    services = services(profile, providers, machine, timeline, Zones.of(runbook));
    log = new LineLog(console, Zones.of(runbook), mark);
    String connected =
        profile.services().keySet().stream().sorted().collect(Collectors.joining(", "));
    console.tell(
        Layout.wrapped(
            mark,
            " ".repeat(mark.length()),
            (profile.sandbox() == null
                    ? "This is real. Connected: "
                    : "Played by the sandbox at "
                        + profile.sandbox()
                        + ", in real time. Connected: ")
                + (connected.isEmpty() ? "nothing" : connected)
                + "; everything else is done by hand."));
  }

  static ConnectedServices services(
      Profile profile,
      Map<String, ServiceProvider> providers,
      Machine machine,
      RealTimeline timeline,
      java.time.ZoneId zone) {
    return new ConnectedServices(
        providers,
        name -> profile.service(name).isPresent(),
        name ->
            new ProfileConnection(
                profile,
                java.util.Objects.requireNonNull(providers.get(name)),
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
