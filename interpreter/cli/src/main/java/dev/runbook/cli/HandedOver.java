package dev.runbook.cli;

import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.docs.Ticked;
import dev.runbook.evaluate.Handed;
import dev.runbook.file.Loaded;
import dev.runbook.journal.Event;
import dev.runbook.journal.Origin;
import dev.runbook.people.Voices;
import dev.runbook.plan.Progress;
import dev.runbook.profile.Profile;
import dev.runbook.state.Run;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page that was ejected and ticked, told to the run that it is of. */
final class HandedOver {

  private final Console console;
  private final Profile profile;
  private final String operator;

  HandedOver(Console console, Profile profile, String operator) {
    this.console = console;
    this.profile = profile;
    this.operator = operator;
  }

  /**
   * Takes over what was ticked.
   *
   * @param file the page
   * @param around who is asked for values, and when
   * @return what is recorded of it, or null where something was refused: then nothing is
   */
  @Nullable List<Event.Durable> take(
      String file,
      Run run,
      Program program,
      Symbol.Runbook runbook,
      Symbol.@Nullable Environment environment,
      List<Event.Durable> past,
      Around around) {
    Ticked page = Ticked.read(text(file));
    if (!page.run().equals(run.id())) {
      throw new UsageException(
          page.run().isEmpty()
              ? "`" + file + "` is no page that `runbook eject` wrote as Markdown."
              : "`" + file + "` is a page of the run " + page.run() + ", not of " + run.id() + ".");
    }
    if (!page.text().equals(Texts.mark(Texts.of(program)))) {
      throw new UsageException(
          "The text of the runbook is another one than that of `"
              + file
              + "`, so a tick could mean something else in it. Go on with the text of the page"
              + " first, by --recorded-text; or eject the run again when it has gone on with the"
              + " text as it is now.");
    }
    Voices voices = new Voices(profile.teams());
    Handed.Person person =
        new Handed.Person(
            operator,
            around.people(),
            prompt -> {
              var members = voices.members(prompt);
              return members.isEmpty() || members.contains(operator);
            });
    Handed handed =
        Handed.of(
            program,
            runbook,
            environment,
            past,
            boxes(page),
            person,
            around.origin(),
            around.now());
    if (!handed.refusals().isEmpty()) {
      console.tell("What is ticked in `" + file + "` cannot be taken over:");
      handed.refusals().forEach(why -> console.tell("  ", "    ", why));
      console.tell("Nothing was done, and nothing was recorded.");
      return null;
    }
    Recorder recorder = new Recorder(run, event -> {});
    handed.events().forEach(recorder::record);
    for (Ticked.Box box : page.boxes()) {
      String how = box.leftOut() ? "left out" : "done";
      console.tell("", "  ", "by hand, " + how + ", says " + operator + ": " + box.words());
    }
    return handed.events();
  }

  /**
   * What is around it.
   *
   * @param origin of this process
   */
  record Around(dev.runbook.door.People people, Origin origin, java.time.Instant now) {}

  private static List<Handed.Box> boxes(Ticked page) {
    List<Handed.Box> boxes = new ArrayList<>();
    for (Ticked.Box box : page.boxes()) {
      Progress.Place place = box.place();
      boxes.add(new Handed.Box(place.path(), place.what(), box.leftOut(), box.words()));
    }
    return boxes;
  }

  private static String text(String file) {
    Loaded loaded = Workspace.read(file);
    if (loaded.source() == null) {
      throw new UsageException(
          dev.runbook.diagnostic.TextRenderer.render(loaded.diagnostics()).stripTrailing());
    }
    return loaded.source().text();
  }
}
