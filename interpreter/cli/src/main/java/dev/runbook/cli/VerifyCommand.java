package dev.runbook.cli;

import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.door.RealTimeline;
import dev.runbook.dry.DryRun;
import dev.runbook.journal.Call;
import dev.runbook.profile.Profile;
import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.value.Value;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code runbook verify}: what would fail tonight, found by reading only. */
final class VerifyCommand {

  private interface Look {
    List<Finding> now() throws ServiceFailure, InterruptedException;
  }

  private final Profile profile;
  private final ConnectedServices services;
  private final Map<String, ServiceProvider> providers;
  private final Console console;
  private final Set<Finding> told = new LinkedHashSet<>();

  private VerifyCommand(
      Profile profile,
      ConnectedServices services,
      Map<String, ServiceProvider> providers,
      Console console) {
    this.profile = profile;
    this.services = services;
    this.providers = providers;
    this.console = console;
  }

  /**
   * @param program of the file that was named; null: every service of the profile is looked at
   */
  static int run(
      @Nullable Program program,
      Symbol.@Nullable Runbook runbook,
      Map<String, Value> parameters,
      Symbol.@Nullable Environment environment,
      Profile profile,
      Workspace workspace,
      Console console) {
    try (ConnectedServices services =
        RealRun.services(
            profile,
            workspace.providers(),
            Profiles.MACHINE,
            new RealTimeline(),
            runbook == null ? ZoneOffset.UTC : Zones.of(runbook))) {
      List<Call> calls =
          program == null || runbook == null
              ? List.of()
              : DryRun.of(program, runbook, DryRun.known(runbook, parameters), environment).calls();
      VerifyCommand command = new VerifyCommand(profile, services, workspace.providers(), console);
      command.look(program == null ? profile.services().keySet() : used(calls), calls);
      return command.end();
    }
  }

  private static Set<String> used(List<Call> calls) {
    Set<String> used = new LinkedHashSet<>();
    calls.forEach(call -> used.add(call.service()));
    return used;
  }

  private void look(Set<String> names, List<Call> calls) {
    for (String service : names.stream().sorted().toList()) {
      if (profile.service(service).isEmpty()) {
        console.result("by hand   " + service);
        continue;
      }
      List<String> missing = Profiles.missing(profile, service, providers);
      missing.forEach(what ->
          tell(
              service,
              Finding.bad(
                  what, "set the variable, write the file, or say in the profile where it is")));
      if (!missing.isEmpty()) {
        // Whatever else was asked would be refused for that.
        continue;
      }
      look(service, () -> services.verify(service));
      for (Call call : calls) {
        if (call.service().equals(service)) {
          look(service, () -> services.verify(call));
        }
      }
    }
  }

  private void look(String service, Look look) {
    List<Finding> found = new ArrayList<>();
    try {
      found.addAll(look.now());
    } catch (ServiceFailure failure) {
      found.add(Finding.bad(failure.getMessage(), ""));
    } catch (InterruptedException e) {
      throw new UsageException("Interrupted.");
    }
    found.forEach(finding -> tell(service, finding));
  }

  private void tell(String service, Finding finding) {
    if (told.add(finding)) {
      String advice = finding.advice().isEmpty() ? "" : ": " + finding.advice();
      console.result(
          Layout.wrapped(mark(finding), "          ", service + ": " + finding.what() + advice));
    }
  }

  private static String mark(Finding finding) {
    return switch (finding.verdict()) {
      case GOOD -> "ok        ";
      case BAD -> "FAILS     ";
      case UNSEEN -> "unseen    ";
    };
  }

  private int end() {
    long bad = count(Finding.Verdict.BAD);
    long unseen = count(Finding.Verdict.UNSEEN);
    String open =
        unseen == 0
            ? ""
            : unseen == 1
                ? " 1 thing could not be seen."
                : " %d things could not be seen.".formatted(unseen);
    if (bad == 0) {
      console.tell("Nothing was found that would fail." + open);
      return ExitCode.DONE;
    }
    console.tell((bad == 1 ? "1 thing would fail." : bad + " things would fail.") + open);
    return ExitCode.FAILED;
  }

  private long count(Finding.Verdict verdict) {
    return told.stream().filter(finding -> finding.verdict() == verdict).count();
  }
}
