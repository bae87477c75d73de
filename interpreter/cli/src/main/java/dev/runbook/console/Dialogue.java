package dev.runbook.console;

import dev.runbook.journal.Answer;
import dev.runbook.journal.Answer.Choice;
import dev.runbook.journal.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is typed at a prompt until it is an answer. Behind each there is the same: details, what
 * stopping would undo, a note, help, and the ways out.
 */
public final class Dialogue {

  private static final String COLON = ":";

  private final Desk desk;

  public Dialogue(Desk desk) {
    this.desk = desk;
  }

  public Answer answer(Prompt prompt) {
    Form form = Form.of(prompt);
    String question = question(prompt, form);
    while (true) {
      String line = desk.read(question).strip();
      try {
        Optional<Answer> other = command(prompt, line);
        if (other.isPresent()) {
          return other.get();
        }
        if (!isCommand(prompt, line)) {
          return form.reading().read(prompt, line, desk);
        }
      } catch (Form.NotAnAnswer e) {
        desk.tell(String.valueOf(e.getMessage()));
      }
    }
  }

  private String question(Prompt prompt, Form form) {
    List<String> words = new ArrayList<>(form.words().apply(prompt));
    String colon = Form.takesAnything(prompt) ? COLON : "";
    if (prompt.ladder() != null) {
      words.add(colon + "escalate");
    }
    if (desk.canLeave()) {
      words.add(colon + "leave");
    }
    words.add(colon + "stop");
    return String.join(", ", words) + ", or " + colon + "help> ";
  }

  /** Where any line may be an answer, what is none has a colon in front; elsewhere it may. */
  private static Said said(Prompt prompt, String line) {
    if (line.startsWith(COLON)) {
      return Said.of(line.substring(1));
    }
    return Form.takesAnything(prompt) ? new Said("", line) : Said.of(line);
  }

  private static boolean isCommand(Prompt prompt, String line) {
    return switch (said(prompt, line).word()) {
      case "help", "details", "undos", "note", "leave", "escalate" -> true;
      default -> false;
    };
  }

  private Optional<Answer> command(Prompt prompt, String line) throws Form.NotAnAnswer {
    Said said = said(prompt, line);
    switch (said.word()) {
      case "help" -> Helps.tell(prompt, desk);
      case "details" -> details(prompt);
      case "undos" -> Ways.all(prompt.undos()).forEach(desk::tell);
      case "note" -> {
        if (said.rest().isEmpty()) {
          throw new Form.NotAnAnswer("Type `note` and what to put down.");
        }
        return Optional.of(Form.answer(Choice.NOTE, null, said.rest(), desk));
      }
      case "escalate" -> {
        if (prompt.ladder() == null) {
          throw new Form.NotAnAnswer("This runbook names nobody to escalate to.");
        }
        return Optional.of(Form.answer(Choice.ESCALATE, null, said.rest(), desk));
      }
      case "leave" -> {
        if (desk.canLeave()) {
          throw desk.leaving();
        }
        throw new Form.NotAnAnswer(
            "This is a rehearsal that is not kept: it cannot be left and resumed.");
      }
      case "stop" -> {
        return Optional.of(Form.answer(Choice.STOP, null, said.rest(), desk));
      }
      default -> {
        // It is for the form of the prompt to say what it means.
      }
    }
    return Optional.empty();
  }

  private void details(Prompt prompt) {
    desk.tell(prompt.text());
    if (!prompt.path().isEmpty()) {
      desk.tell("in " + prompt.path());
    }
    prompt.details().forEach(detail -> desk.tell("- " + detail));
    if (!prompt.by().isEmpty()) {
      desk.tell("for " + prompt.whom());
    }
    if (prompt.limit() != null) {
      desk.tell("up to " + Usual.rough(prompt.limit()));
    }
    Ways.all(prompt.undos()).forEach(desk::tell);
  }
}
