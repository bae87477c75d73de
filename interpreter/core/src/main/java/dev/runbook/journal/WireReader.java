package dev.runbook.journal;

import java.time.Duration;
import java.time.Instant;

/** The entries of a record, from their JSON. */
final class WireReader {

  private WireReader() {}

  static Event.Durable event(Fields in) {
    Instant at = in.time("at");
    String path = in.textOrNull("path") == null ? "" : in.text("path");
    String kind = in.text("kind");
    return switch (kind) {
      case "began" ->
          new Event.Began(
              in.text("runbook"),
              in.text("title"),
              in.text("environment"),
              in.values("parameters"),
              origin(in),
              at);
      case "resumed" -> new Event.Resumed(origin(in), at);
      case "left" -> new Event.Left(in.text("reason"), at);
      case "step" -> new Event.StepBegan(path, in.text("title"), at);
      case "step-ended" -> new Event.StepEnded(path, in.word("outcome", Outcome.class), at);
      case "told" -> new Event.Told(path, in.text("what"), in.value("value"), at);
      case "read" -> new Event.Read(path, call(in.object("call")), in.value("answer"), at);
      case "intent" ->
          new Event.Intent(
              path, call(in.object("call")), in.values("before"), in.number("attempt"), at);
      case "settled" ->
          new Event.Settled(
              path,
              call(in.object("call")),
              in.word("settlement", Event.Settlement.class),
              in.valueOrNull("result"),
              in.text("reason"),
              at);
      case "asked" -> new Event.Asked(prompt(path, in.object("prompt")), at);
      case "answered" ->
          new Event.Answered(prompt(path, in.object("prompt")), answer(in.object("answer")), at);
      case "waiting" ->
          new Event.Waiting(path, in.text("what"), in.length("usually"), length(in, "limit"), at);
      case "waited" ->
          new Event.Waited(
              path,
              in.text("what"),
              length(in, "waited"),
              in.word("outcome", Outcome.class),
              in.text("reason"),
              at);
      case "interrupted" -> new Event.Interrupted(path, at);
      case "gave-up" -> new Event.GaveUp(path, at);
      case "judged" ->
          new Event.Judged(
              path,
              in.text("what"),
              in.word("verdict", Event.Verdict.class),
              in.text("evidence"),
              at);
      case "evidence" -> new Event.Evidence(path, in.text("title"), in.valueOrNull("value"), at);
      case "undoable" -> new Event.Undoable(undo(in.object("undo")), at);
      case "undoing" -> new Event.Undoing(path, in.text("what"), at);
      case "undone" ->
          new Event.Undone(
              path, in.text("what"), in.word("outcome", Outcome.class), in.text("reason"), at);
      case "note" -> new Event.Noted(path, in.text("note"), at);
      case "ended" -> new Event.Ended(in.word("outcome", Outcome.class), in.text("reason"), at);
      default -> throw new NotAnEntry("its kind `" + kind + "` is unknown to this version");
    };
  }

  private static Duration length(Fields in, String name) {
    Duration length = in.length(name);
    if (length == null) {
      throw new NotAnEntry("it has no duration `" + name + "`");
    }
    return length;
  }

  private static Origin origin(Fields in) {
    return new Origin(
        in.text("by"),
        in.text("version"),
        in.textOrNull("profile"),
        in.list(
            "sources",
            source ->
                new Origin.Text(source.text("name"), source.text("sha256"), source.text("text"))),
        in.textOrNull("basis") == null ? "" : in.text("basis"));
  }

  private static Call call(Fields in) {
    return new Call(
        in.text("service"), in.text("action"), in.values("arguments"), in.text("by-hand"));
  }

  private static Prompt prompt(String path, Fields in) {
    return Prompt.of(in.word("kind", Prompt.Kind.class), path, in.text("text"))
        .by(
            in.list("by", team -> new Prompt.Team(team.text("team"), team.text("title"))),
            in.number("quorum"))
        .details(in.texts("details"))
        .upTo(in.length("limit"));
  }

  private static Answer answer(Fields in) {
    return new Answer(
        in.word("choice", Answer.Choice.class),
        in.valueOrNull("value"),
        in.text("by"),
        in.truth("proven"),
        in.text("reason"));
  }

  private static Undo undo(Fields in) {
    String kind = in.text("kind");
    String path = in.text("path");
    return switch (kind) {
      case "action" -> new Undo.Action(path, in.text("environment"), call(in.object("call")));
      case "deploy" ->
          new Undo.Deploy(
              path,
              in.text("environment"),
              in.text("file"),
              in.text("component"),
              in.values("arguments"),
              in.value("previous"));
      case "run" -> new Undo.Nested(path, in.text("runbook"), in.list("undos", WireReader::undo));
      case "barrier" -> new Undo.Barrier(path, in.text("what"), in.text("reason"));
      default -> throw new NotAnEntry("its undo `" + kind + "` is unknown to this version");
    };
  }
}
