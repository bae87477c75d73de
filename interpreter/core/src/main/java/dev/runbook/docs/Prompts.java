package dev.runbook.docs;

import dev.runbook.plan.Part;
import dev.runbook.plan.Words;
import org.commonmark.node.BulletList;
import org.commonmark.node.ListItem;

/** What people are asked: who, what, and within which time. */
final class Prompts {

  private final Prose prose;
  private final Ticks ticks;

  Prompts(Prose prose, Ticks ticks) {
    this.prose = prose;
    this.ticks = ticks;
  }

  private Line who(Line line, Part.Who who) {
    if (!who.teams().isEmpty()) {
      line.words(", by ", who.quorum() == null ? Words.NONE : who.quorum());
      line.text(who.quorum() == null ? "" : " of ").text(String.join(" or ", who.teams()));
    }
    return line;
  }

  ListItem confirm(Part.Confirm confirm) {
    Line line = who(ticks.line(confirm).strong("Confirm"), confirm.who());
    line.words(", within ", confirm.limit()).text(": ").words(confirm.question()).stop();
    if (confirm.inReplyTo() != null) {
      line.words(" An answer to ", confirm.inReplyTo()).text(" counts too.");
    }
    line.text(" A no ends it here.");
    ListItem item = Items.item(line);
    if (!confirm.lets().isEmpty()) {
      BulletList list = Steps.branches();
      list.appendChild(
          Items.item(
              new Line(prose)
                  .soft("A yes lets happen:")
                  .text(" " + String.join("; ", confirm.lets()) + ".")));
      item.appendChild(list);
    }
    return item;
  }

  ListItem ask(Part.Ask ask) {
    Line line = who(ticks.line(ask).strong("Answer"), ask.who());
    line.words(", within ", ask.limit()).text(": ").words(ask.question());
    line.words(" Usually: ", ask.byDefault());
    ListItem item =
        Items.item(
            Items.called(line.stop(), new Part.Named(ask.path(), ask.name(), ask.type(), null)));
    if (!ask.options().isEmpty()) {
      BulletList list = Steps.branches();
      for (Part.Option option : ask.options()) {
        Line choice = new Line(prose).code(option.name());
        list.appendChild(
            Items.item(option.text().isEmpty() ? choice : choice.text(": " + option.text())));
      }
      item.appendChild(list);
    }
    return item;
  }

  ListItem warning(Part.Warning warning) {
    Line line = ticks.line(warning).strong("Warning").words(" unless ", warning.unless());
    return Items.item(
        line.text(": ")
            .words(warning.warning())
            .stop()
            .text(" Who goes on all the same says why."));
  }

  Line work(Part.Work work) {
    Line line = who(ticks.line(work).strong("Do"), work.who());
    return line.words(", within ", work.limit()).text(": ").words(work.work()).stop();
  }
}
