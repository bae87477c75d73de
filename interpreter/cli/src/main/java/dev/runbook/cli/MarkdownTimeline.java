package dev.runbook.cli;

import dev.runbook.console.Times;
import dev.runbook.diagnostic.Printable;
import dev.runbook.journal.Event;
import dev.runbook.journal.Origin;
import dev.runbook.state.KeptRun;
import dev.runbook.value.Show;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A run as Markdown: the part of a post-mortem that nobody likes to write. */
final class MarkdownTimeline {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
  private static final Pattern ADDRESS =
      Pattern.compile("https?://[^\\s<>()\\[\\]|`\"]*[^\\s<>()\\[\\]|`\".,;:!?]");
  private static final Pattern MARKUP = Pattern.compile("[\\\\`*_\\[\\]<>|~&]");

  private final StringBuilder out = new StringBuilder();
  private final ZoneId zone;

  private MarkdownTimeline(ZoneId zone) {
    this.zone = zone;
  }

  static String of(KeptRun run, List<Event.Durable> events, ZoneId zone) {
    MarkdownTimeline page = new MarkdownTimeline(zone);
    page.head(run, events);
    Moments moments = new Moments(events);
    page.timeline(moments.all());
    if (!moments.open().isEmpty()) {
      page.out.append("\n## To be looked after\n\n");
      moments.open().forEach(words -> page.out.append("- ").append(safe(words)).append('\n'));
    }
    return page.out.toString().stripTrailing();
  }

  private void head(KeptRun run, List<Event.Durable> events) {
    String outcome = run.standing() == KeptRun.Standing.ENDED ? run.outcome() : "not ended";
    out.append("# ").append(safe(run.title())).append(": ").append(safe(outcome)).append("\n\n");
    out.append("| | |\n|---|---|\n");
    row("Run", run.id());
    row("Runbook", run.runbook());
    row("Where", run.environment());
    row("Profile", run.profile() == null ? "none: a rehearsal in the sandbox" : run.profile());
    for (Event.Durable event : events) {
      if (event instanceof Event.Began began) {
        began.parameters().forEach((name, value) -> row(name, Show.text(value)));
      }
    }
    row("People", String.join(", ", people(events)));
    row("Began", moment(run.began()));
    row("Last entry", moment(run.last()) + ", after " + took(run));
    row("Reason", run.reason());
  }

  private static String took(KeptRun run) {
    return Show.duration(Duration.ofSeconds(Duration.between(run.began(), run.last()).toSeconds()));
  }

  private void row(String name, String value) {
    if (!value.isEmpty()) {
      out.append("| ").append(safe(name)).append(" | ").append(safe(value)).append(" |\n");
    }
  }

  private static Set<String> people(List<Event.Durable> events) {
    Set<String> people = new LinkedHashSet<>();
    for (Event.Durable event : events) {
      String who =
          switch (event) {
            case Event.Began began -> began.origin().by();
            case Event.Resumed resumed -> resumed.origin().by();
            case Event.Answered answered -> answered.answer().by();
            default -> Origin.UNSAID.by();
          };
      if (!who.isEmpty()) {
        people.add(who);
      }
    }
    return people;
  }

  private void timeline(List<Moment> moments) {
    out.append("\n## Timeline\n\nTimes are those of ").append(safe(zone.getId())).append(".\n\n");
    out.append("| Time | Where | What |\n|---|---|---|\n");
    String day = "";
    for (Moment moment : moments) {
      String today = date(moment.at());
      String time = today.equals(day) ? Times.clock(moment.at(), zone) : moment(moment.at());
      day = today;
      out.append("| ")
          .append(time)
          .append(" | ")
          .append(safe(moment.path()))
          .append(" | ")
          .append(safe(moment.words()))
          .append(" |\n");
    }
  }

  private String moment(Instant at) {
    return date(at) + " " + Times.clock(at, zone);
  }

  private String date(Instant at) {
    return DATE.format(at.atZone(zone));
  }

  /** Text from outside: one line, no markup but links to its addresses. */
  private static String safe(String text) {
    String line = Printable.line(text.replaceAll("\\s+", " ").strip());
    StringBuilder safe = new StringBuilder();
    int at = 0;
    for (MatchResult address : (Iterable<MatchResult>) ADDRESS.matcher(line).results()::iterator) {
      safe.append(escaped(line.substring(at, address.start())));
      String label = escaped(Layout.shortened(address.group()));
      safe.append('[').append(label).append("](").append(address.group()).append(')');
      at = address.end();
    }
    return safe.append(escaped(line.substring(at))).toString();
  }

  private static String escaped(String text) {
    return MARKUP.matcher(text).replaceAll(found -> Matcher.quoteReplacement("\\" + found.group()));
  }
}
