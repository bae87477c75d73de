package dev.runbook.cli;

import dev.runbook.check.Symbol;
import dev.runbook.door.People;
import dev.runbook.door.VirtualTimeline;
import dev.runbook.evaluate.Door;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.stdlib.sandbox.Fault;
import dev.runbook.stdlib.sandbox.Sandbox;
import dev.runbook.stdlib.sandbox.WorldFile;
import dev.runbook.stdlib.sandbox.YamlException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run in the sandbox: a simulated world on a clock of its own, thrown away afterwards. */
final class SandboxRun implements Surroundings {

  /** So that nobody takes a rehearsal for the real thing: at every step and every prompt. */
  static final String MARK = "[sandbox] ";

  static final String EMPTY_WORLD = "now: 2026-11-26T10:00:00Z\n";

  private final Sandbox sandbox;
  private final Scratch scratch;
  private final VirtualTimeline timeline;
  private final ConnectedServices services;
  private final LineLog log;
  private final Console console;

  private SandboxRun(
      Sandbox sandbox,
      Scratch scratch,
      VirtualTimeline timeline,
      ConnectedServices services,
      LineLog log,
      Console console) {
    this.console = console;
    this.sandbox = sandbox;
    this.scratch = scratch;
    this.timeline = timeline;
    this.services = services;
    this.log = log;
  }

  /**
   * @param named the world's file from the command line; else the one beside the runbook,
   *     NAME.world.yaml
   * @param faults what shall go wrong, as SERVICE:FAULT
   */
  static SandboxRun open(
      String file,
      @Nullable String named,
      List<String> faults,
      Workspace workspace,
      Console console,
      Symbol.Runbook runbook) {
    Path beside = beside(file);
    if (named != null && !Files.exists(Workspace.path(named))) {
      throw new UsageException("There is no world file `" + named + "`.");
    }
    boolean given = named != null || Files.exists(beside);
    ZoneId zone = Zones.of(runbook);
    Scratch scratch = Scratch.open(console);
    try {
      WorldFile world =
          given
              ? WorldFile.read(named == null ? beside : Workspace.path(named))
              : WorldFile.parse("(an empty world)", EMPTY_WORLD);
      VirtualTimeline timeline = new VirtualTimeline(world.now());
      List<ServiceProvider> providers = new ArrayList<>(workspace.providers().values());
      Sandbox sandbox = new Sandbox(world, timeline, scratch.folder(), providers, faults(faults));
      ConnectedServices services =
          new ConnectedServices(
              workspace.providers(), sandbox::plays, sandbox::connection, timeline, zone);
      console.tell(
          MARK,
          "          ",
          "Nothing here is real: every service is a stand-in on this machine, and time is"
              + " simulated. World: "
              + (given ? (named == null ? beside : named) : "empty, as there is no " + beside)
              + ".");
      LineLog log = new LineLog(console, zone, MARK);
      return new SandboxRun(sandbox, scratch, timeline, services, log, console);
    } catch (YamlException e) {
      scratch.close();
      throw new UsageException(e.getMessage() + " Nothing was begun.");
    } catch (IllegalArgumentException e) {
      scratch.close();
      String wrong = String.valueOf(e.getMessage());
      String end = wrong.endsWith("?") ? "" : ".";
      throw new UsageException("--fault: " + wrong + end + " Nothing was begun.");
    } catch (RuntimeException e) {
      scratch.close();
      throw e;
    }
  }

  /** Where the world of a runbook's file is, if it has one. */
  static Path beside(String file) {
    return Workspace.path(file.replaceAll("\\.rb4$", "") + ".world.yaml");
  }

  private static List<Fault> faults(List<String> asked) {
    return asked.stream().map(Fault::parse).toList();
  }

  /** Nobody shall take a run for one that has stood a fault which never came. */
  @Override
  public void tellAtEnd() {
    sandbox
        .happenedFaults()
        .forEach((fault, what) ->
            console.tell(
                MARK,
                "          ",
                "The fault %s:%s happened: %s.".formatted(fault.service(), fault.name(), what)));
    for (Fault fault : sandbox.waitingFaults()) {
      console.tell(
          MARK,
          "          ",
          "The fault "
              + fault.service()
              + ":"
              + fault.name()
              + " did not happen: there was no occasion for it.");
    }
  }

  @Override
  public String mark() {
    return MARK;
  }

  @Override
  public boolean isReal() {
    return false;
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
  public void close() {
    services.close();
    sandbox.close();
    scratch.close();
  }
}
