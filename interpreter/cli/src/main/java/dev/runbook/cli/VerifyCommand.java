package dev.runbook.cli;

import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.door.RealTimeline;
import dev.runbook.dry.DryRun;
import dev.runbook.journal.Call;
import dev.runbook.profile.Profile;
import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceFailure;
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
  private final Console console;
  private final Set<Finding> told = new LinkedHashSet<>();

  private VerifyCommand(Profile profile, ConnectedServices services, Console console) {
    this.profile = profile;
    this.services = services;
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
      VerifyCommand command = new VerifyCommand(profile, services, console);
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
      List<String> missing = profile.missing(service, Profiles.MACHINE);
      missing.forEach(
          what -> tell(service, Finding.bad(what, "set the variable, or write the file")));
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
          Layout.wrapped(
              finding.good() ? "ok        " : "FAILS     ",
              "          ",
              service + ": " + finding.what() + advice));
    }
  }

  private int end() {
    long bad = told.stream().filter(finding -> !finding.good()).count();
    if (bad == 0) {
      console.tell("Nothing was found that would fail.");
      return ExitCode.DONE;
    }
    console.tell(bad == 1 ? "1 thing would fail." : bad + " things would fail.");
    return ExitCode.FAILED;
  }
}
