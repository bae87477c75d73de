package dev.runbook.cli;

import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.docs.Format;
import dev.runbook.docs.Links;
import dev.runbook.door.RealTimeline;
import dev.runbook.door.Services;
import dev.runbook.dry.DryRun;
import dev.runbook.plan.Plan;
import dev.runbook.profile.Profile;
import dev.runbook.value.Value;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code runbook run --dry-run}: what a run would do, as a page. It does none of it. */
final class DryRunCommand {

  /**
   * @param out where the page is written; null: it is printed
   * @param withReads whether the services are asked for what they can read
   */
  record Options(String format, @Nullable String out, boolean withReads) {}

  private final Workspace workspace;
  private final Console console;
  private final Set<String> unread = new LinkedHashSet<>();

  DryRunCommand(Workspace workspace, Console console) {
    this.workspace = workspace;
    this.console = console;
  }

  int run(
      String file,
      Program program,
      Symbol.Runbook runbook,
      Map<String, Value> parameters,
      Symbol.@Nullable Environment environment,
      @Nullable Profile profile,
      RunCommand.Options options) {
    Options dry = options.dry();
    if (dry == null) {
      throw new IllegalStateException("no dry run was asked for");
    }
    Format format = DocsCommand.format(dry.format());
    Plan plan;
    if (!dry.withReads()) {
      plan = plan(program, runbook, parameters, environment, null);
    } else if (profile == null) {
      try (Surroundings around =
          SandboxRun.open(file, options.world(), options.faults(), workspace, console, runbook)) {
        Services services =
            around.door(new YesPeople(YesPeople.To.GOING_ON, accepted -> {})).services();
        plan = plan(program, runbook, parameters, environment, services);
      }
    } else {
      try (ConnectedServices services =
          RealRun.services(
              profile,
              workspace.providers(),
              Profiles.MACHINE,
              new RealTimeline(),
              Zones.of(runbook))) {
        plan = plan(program, runbook, parameters, environment, services);
      }
    }
    DocsCommand.put(format.write(plan, Links.NONE), dry.out(), console);
    unread.forEach(reason -> console.tell("Not known, as it could not be read: " + reason));
    return plan.ends().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private Plan plan(
      Program program,
      Symbol.Runbook runbook,
      Map<String, Value> parameters,
      Symbol.@Nullable Environment environment,
      @Nullable Services services) {
    return DryRun.plan(program, runbook, parameters, environment, services, unread::add);
  }
}
