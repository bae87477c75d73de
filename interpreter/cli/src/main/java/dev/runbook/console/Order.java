package dev.runbook.console;

import dev.runbook.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What may be typed to somebody who goes through a run step by step. */
public enum Order {
  STEP("", "does this; stops in it where something is inside"),
  OVER("", "does this to its end, and stops behind it"),
  GO("", "goes on to a breakpoint, a failure or the end"),
  RUN_TO("STEP", "goes on to a step"),
  SKIP("REASON", "leaves this out"),
  JUMP("STEP [REASON]", "leaves out all before it; without a reason: what"),
  RETRY("", "does again what failed"),
  BACK("", "takes back the newest of what was done"),
  LIST("", "what is to be done from here on in this block"),
  DOCS("", "the text of this step"),
  VALUES("", "the values that are known here"),
  PRINT("EXPRESSION", "what an expression comes to"),
  DO("STATEMENT", "does a statement of the language by hand"),
  ACTIONS("[WORD]", "what the services can do, with its arguments"),
  BREAK("STEP|LINE", "stops there, whatever goes on"),
  BREAKS("", "where it stops"),
  CLEAR("STEP|LINE", "stops there no more"),
  WATCH("EXPRESSION", "looks at it again and again, and tells changes"),
  UNWATCH("", "looks no more"),
  NOTE("TEXT", "puts something down in the record"),
  TIMELINE("", "what was done and decided so far"),
  UNDOS("", "what stopping would undo, and what it could not"),
  UNDO("REASON", "ends the run, and undoes what it did"),
  ESCALATE("", "asks the ladder of the runbook, and comes back"),
  SAVE_AS("FILE", "writes what was typed here as a runbook"),
  ATTACH("RUN", "looks at a run of another process, until Ctrl-C"),
  LOAD("FILE [PARAMETERS]", "at the end: begins another runbook"),
  HANDOVER("NAME [TEXT]", "leaves the run to somebody, and records it"),
  LEAVE("", "ends this process; what was done is kept"),
  STOP("REASON", "ends the run: it is offered to undo what it did"),
  HELP("[WORD]", "this");

  private final String arguments;
  private final String meaning;

  Order(String arguments, String meaning) {
    this.arguments = arguments;
    this.meaning = meaning;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Empty where a line is none of these, but may be one of the language. */
  public static Optional<Order> of(Said said) {
    Optional<Order> order = named(said.word());
    return order.filter(found -> !found.isLanguage(said.rest()));
  }

  public static Optional<Order> named(String word) {
    return Arrays.stream(values()).filter(order -> order.word().equals(word)).findFirst();
  }

  /** A few words begin statements too, which then go on in their own way. */
  private boolean isLanguage(String rest) {
    return switch (this) {
      case STEP -> rest.contains("{");
      case WATCH -> rest.contains(" for ") || rest.endsWith("{");
      case DO -> rest.startsWith("\"");
      case STOP -> rest.startsWith("\"");
      case ESCALATE -> rest.startsWith("to ");
      default -> false;
    };
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Order::word).toList();
  }

  /** The word that was meant, if one is near. */
  public static Optional<String> meant(String word) {
    return Suggestions.nearest(word, words());
  }

  /** Where what this word asks for is to be had, for those that are looked for here in vain. */
  public static Optional<String> elsewhere(String word) {
    return switch (word) {
      case "resume" ->
          Optional.of("A run that was left: `runbook resume RUN --step`, in another window.");
      default -> Optional.empty();
    };
  }

  /** Of one, or of all. */
  public static List<String> help(String word) {
    Optional<Order> order = named(word);
    if (order.isPresent()) {
      return List.of(order.get().line());
    }
    List<String> lines = new ArrayList<>(Stream.of(values()).map(Order::line).toList());
    lines.add("Anything else is an expression, or a statement, with the values of the run.");
    return lines;
  }

  private String line() {
    return String.format("%-22s %s", (word() + " " + arguments).strip(), meaning);
  }
}
