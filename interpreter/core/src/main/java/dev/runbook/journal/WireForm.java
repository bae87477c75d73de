package dev.runbook.journal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a record as JSON objects. What is written here is read by later versions: a field
 * may be added, and never change its meaning.
 */
public final class WireForm {

  private WireForm() {}

  /** One line. */
  public static String write(Event.Durable event) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("kind", kind(event));
    fields.put("at", event.at());
    if (!event.path().isEmpty()) {
      fields.put("path", event.path());
    }
    fields.putAll(fields(event));
    return Json.print(fields);
  }

  /**
   * An event for another program that watches: an entry as it is recorded, and what is in no record
   * too. Empty where there is nothing to see.
   */
  public static String show(Event event) {
    return switch (event) {
      case Event.Durable durable -> write(durable);
      case Event.Said said ->
          Json.print(object("kind", "said", "path", said.path(), "prose", said.prose()));
      case Event.Seen seen ->
          Json.print(
              object(
                  "kind", "seen",
                  "path", seen.path(),
                  "what", seen.what(),
                  "waited", seen.waited()));
      case Event.UndoListed listed -> Json.print(object("kind", "undos", "undos", listed.undos()));
      case Event.Assumed _, Event.Planned _ -> "";
    };
  }

  /** A line for people, for the same program. */
  public static String message(String text) {
    return Json.print(object("kind", "message", "text", text));
  }

  /**
   * The entry of a line; fields that it does not know are left out.
   *
   * @throws NotAnEntry where it is none
   */
  public static Event.Durable read(String line, Types types) {
    return WireReader.event(new Fields(Json.parse(line), new WireValues(types)));
  }

  /** Whether a line can be the entry of a process that went on; most need no reading to say no. */
  public static boolean mayBeResumed(String line) {
    int kind = line.indexOf("\"kind\":");
    return kind >= 0 && line.startsWith("\"kind\":\"resumed\"", kind);
  }

  private static String kind(Event.Durable event) {
    return switch (event) {
      case Event.Began _ -> "began";
      case Event.Resumed _ -> "resumed";
      case Event.Left _ -> "left";
      case Event.StepBegan _ -> "step";
      case Event.StepEnded _ -> "step-ended";
      case Event.Told _ -> "told";
      case Event.Read _ -> "read";
      case Event.Intent _ -> "intent";
      case Event.Settled _ -> "settled";
      case Event.Asked _ -> "asked";
      case Event.Answered _ -> "answered";
      case Event.Waiting _ -> "waiting";
      case Event.Waited _ -> "waited";
      case Event.Interrupted _ -> "interrupted";
      case Event.GaveUp _ -> "gave-up";
      case Event.Judged _ -> "judged";
      case Event.Evidence _ -> "evidence";
      case Event.Undoable _ -> "undoable";
      case Event.Undoing _ -> "undoing";
      case Event.Undone _ -> "undone";
      case Event.Noted _ -> "note";
      case Event.Ended _ -> "ended";
    };
  }

  private static Map<String, @Nullable Object> fields(Event.Durable event) {
    return switch (event) {
      case Event.Began began -> {
        Map<String, @Nullable Object> fields = object("runbook", began.runbook());
        fields.put("title", began.title());
        fields.put("environment", began.environment());
        fields.put("parameters", WireValues.named(began.parameters()));
        fields.putAll(origin(began.origin()));
        yield fields;
      }
      case Event.Resumed resumed -> origin(resumed.origin());
      case Event.Left left -> object("reason", left.reason());
      case Event.StepBegan step -> object("title", step.title());
      case Event.StepEnded step -> object("outcome", Fields.word(step.outcome()));
      case Event.Told told -> object("what", told.what(), "value", WireValues.write(told.value()));
      case Event.Read read ->
          object("call", call(read.call()), "answer", WireValues.write(read.answer()));
      case Event.Intent intent ->
          object(
              "call", call(intent.call()),
              "before", WireValues.named(intent.before()),
              "attempt", intent.attempt());
      case Event.Settled settled -> {
        Map<String, @Nullable Object> fields =
            object(
                "call", call(settled.call()),
                "settlement", Fields.word(settled.settlement()),
                "reason", settled.reason());
        if (settled.result() != null) {
          fields.put("result", WireValues.write(settled.result()));
        }
        yield fields;
      }
      case Event.Asked asked -> object("prompt", prompt(asked.prompt()));
      case Event.Answered answered ->
          object("prompt", prompt(answered.prompt()), "answer", answer(answered.answer()));
      case Event.Waiting waiting ->
          object("what", waiting.what(), "usually", waiting.usually(), "limit", waiting.limit());
      case Event.Waited waited ->
          object(
              "what", waited.what(),
              "waited", waited.waited(),
              "outcome", Fields.word(waited.outcome()),
              "reason", waited.reason());
      case Event.Interrupted _ -> object();
      case Event.GaveUp _ -> object();
      case Event.Judged judged ->
          object(
              "what", judged.what(),
              "verdict", Fields.word(judged.verdict()),
              "evidence", judged.evidence());
      case Event.Evidence evidence -> {
        Map<String, @Nullable Object> fields = object("title", evidence.title());
        if (evidence.value() != null) {
          fields.put("value", WireValues.write(evidence.value()));
        }
        yield fields;
      }
      case Event.Undoable undoable -> object("undo", undo(undoable.undo()));
      case Event.Undoing undoing -> object("what", undoing.what());
      case Event.Undone undone ->
          object(
              "what", undone.what(),
              "outcome", Fields.word(undone.outcome()),
              "reason", undone.reason());
      case Event.Noted noted -> object("note", noted.note());
      case Event.Ended ended ->
          object("outcome", Fields.word(ended.outcome()), "reason", ended.reason());
    };
  }

  /** Names and values by turns. */
  private static Map<String, @Nullable Object> object(@Nullable Object... fields) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int at = 0; at < fields.length; at += 2) {
      object.put(String.valueOf(fields[at]), fields[at + 1]);
    }
    return object;
  }

  private static Map<String, @Nullable Object> origin(Origin origin) {
    List<Map<String, @Nullable Object>> sources =
        origin.sources().stream()
            .map(text -> object("name", text.name(), "sha256", text.digest(), "text", text.text()))
            .toList();
    return object(
        "by", origin.by(),
        "version", origin.version(),
        "profile", origin.profile(),
        "sources", sources,
        "basis", origin.basis());
  }

  private static Map<String, @Nullable Object> call(Call call) {
    return object(
        "service", call.service(),
        "action", call.action(),
        "arguments", WireValues.named(call.arguments()),
        "by-hand", call.byHand());
  }

  private static Map<String, @Nullable Object> prompt(Prompt prompt) {
    List<Map<String, @Nullable Object>> by =
        prompt.by().stream()
            .map(team -> object("team", team.name(), "title", team.title()))
            .toList();
    return object(
        "kind", Fields.word(prompt.kind()),
        "text", prompt.text(),
        "by", by,
        "quorum", prompt.quorum(),
        "details", prompt.details(),
        "limit", prompt.limit());
  }

  private static Map<String, @Nullable Object> answer(Answer answer) {
    Map<String, @Nullable Object> fields =
        object(
            "choice", Fields.word(answer.choice()),
            "by", answer.by(),
            "proven", answer.proven(),
            "reason", answer.reason());
    if (answer.value() != null) {
      fields.put("value", WireValues.write(answer.value()));
    }
    return fields;
  }

  private static Map<String, @Nullable Object> undo(Undo undo) {
    return switch (undo) {
      case Undo.Action action ->
          object(
              "kind", "action",
              "path", action.path(),
              "environment", action.environment(),
              "call", call(action.call()));
      case Undo.Deploy deploy ->
          object(
              "kind", "deploy",
              "path", deploy.path(),
              "environment", deploy.environment(),
              "file", deploy.file(),
              "component", deploy.component(),
              "arguments", WireValues.named(deploy.arguments()),
              "previous", WireValues.write(deploy.previous()));
      case Undo.Nested nested ->
          object(
              "kind", "run",
              "path", nested.path(),
              "runbook", nested.runbook(),
              "undos", nested.undos().stream().map(WireForm::undo).toList());
      case Undo.Barrier barrier ->
          object(
              "kind", "barrier",
              "path", barrier.path(),
              "what", barrier.what(),
              "reason", barrier.reason());
    };
  }
}
